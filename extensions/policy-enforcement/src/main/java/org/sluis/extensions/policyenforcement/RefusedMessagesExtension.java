// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import org.eclipse.edc.protocol.dsp.http.spi.message.DspRequestHandler;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions;

/** Replaces EDC's answers to messages by ones that record what they refuse. */
public final class RefusedMessagesExtension implements ServiceExtension {

    @Inject
    private DspRequestHandler stock;

    @Inject
    private Decisions decisions;

    @Inject
    private Agreements agreements;

    @Inject
    private Clock clock;

    @Inject
    private Monitor monitor;

    @Override
    public String name() {
        return "Refused messages";
    }

    @Provider
    public DspRequestHandler dspRequestHandler() {
        return new RecordedAnswers(stock, new RefusedMessages(decisions, agreements, clock, monitor));
    }
}
