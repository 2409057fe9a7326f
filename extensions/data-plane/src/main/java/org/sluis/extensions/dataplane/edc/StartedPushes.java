// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessStarted;
import org.eclipse.edc.spi.event.Event;
import org.eclipse.edc.spi.event.EventEnvelope;
import org.eclipse.edc.spi.event.EventSubscriber;
import org.sluis.extensions.dataplane.PushDataPlane;

/** Begins to push when the consumer knows that the transfer is started: only then can it be completed. */
record StartedPushes(PushDataPlane dataPlane) implements EventSubscriber {

    @Override
    public <E extends Event> void on(EventEnvelope<E> event) {
        if (event.getPayload() instanceof TransferProcessStarted started) {
            dataPlane.begin(started.getTransferProcessId());
        }
    }
}
