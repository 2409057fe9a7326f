// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess.Type.CONSUMER;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETING_REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.DEPROVISIONED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.DEPROVISIONING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.DEPROVISIONING_REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.RESUMED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.RESUMING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.STARTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.STARTING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.SUSPENDED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.SUSPENDING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.SUSPENDING_REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATING_REQUESTED;

import java.util.EnumSet;
import java.util.Set;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.sluis.extensions.protocol.inbound.Reception.Standing;

/** Messages of the transfer process protocol and the states of ours in which each of them comes. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are copies nobody else has
enum TransferMessage {
    START(
            EnumSet.of(REQUESTING, SUSPENDING, SUSPENDING_REQUESTED, RESUMING),
            EnumSet.of(REQUESTED, STARTED, SUSPENDED, RESUMED),
            Set.of()),
    COMPLETION(
            EnumSet.of(REQUESTING, STARTING, RESUMING),
            EnumSet.of(STARTED),
            EnumSet.of(COMPLETING, COMPLETING_REQUESTED, COMPLETED)),
    SUSPENSION(
            EnumSet.of(REQUESTING, STARTING, RESUMING),
            EnumSet.of(STARTED),
            EnumSet.of(SUSPENDING, SUSPENDING_REQUESTED, SUSPENDED)),
    // Both sides may terminate at once, as they do when an agreement ends: then each would wait for the other's lease,
    // and the
    // message of one comes when the other is done.
    TERMINATION(Set.of(), Set.of(), EnumSet.of(TERMINATING, TERMINATING_REQUESTED, TERMINATED));

    private static final Set<TransferProcessStates> CLEARED =
            Set.copyOf(EnumSet.of(DEPROVISIONING, DEPROVISIONING_REQUESTED, DEPROVISIONED));

    private final Set<TransferProcessStates> before;
    private final Set<TransferProcessStates> at;
    private final Set<TransferProcessStates> after;

    TransferMessage(
            Set<TransferProcessStates> before, Set<TransferProcessStates> at, Set<TransferProcessStates> after) {
        this.before = Set.copyOf(before);
        this.at = Set.copyOf(at);
        this.after = Set.copyOf(after);
    }

    /** Where a message with an id stands to our transfer. */
    Standing standing(TransferProcess ours, String messageId) {
        var state = TransferProcessStates.from(ours.getState());
        if (ours.shouldIgnoreIncomingMessage(messageId) || after.contains(state) || endedIt(ours)) {
            return Standing.HANDLED;
        }
        if (this == TERMINATION) {
            return ours.canBeTerminated() ? Standing.DUE : Standing.WRONG;
        }
        if (before.contains(state) && !ours.isPending() && mayStart(ours)) {
            return Standing.EARLY;
        }
        return at.contains(state) && mayStart(ours) ? Standing.DUE : Standing.WRONG;
    }

    /** What is cleared away ended with a reason if it was terminated, and without one if it was completed. */
    private boolean endedIt(TransferProcess ours) {
        var end = ours.getErrorDetail() == null ? COMPLETION : TERMINATION;
        return this == end && CLEARED.contains(TransferProcessStates.from(ours.getState()));
    }

    /** A provider takes a start only from a consumer that resumes what is suspended. */
    private boolean mayStart(TransferProcess ours) {
        return this != START
                || ours.getType() == CONSUMER
                || ours.currentStateIsOneOf(SUSPENDING, SUSPENDING_REQUESTED, SUSPENDED);
    }
}
