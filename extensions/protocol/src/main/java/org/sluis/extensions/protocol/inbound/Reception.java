// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.edc.spi.result.ServiceFailure;
import org.eclipse.edc.spi.result.ServiceResult;
import org.sluis.extensions.protocol.leases.CallLeases;
import org.sluis.extensions.protocol.leases.Leases;

/** Hands messages about processes of one kind to EDC's protocol service at the moment it can take them. */
final class Reception {

    /** How a message stands to the state of the process it is about. */
    enum Standing {
        /** It was handled before: acknowledge. */
        HANDLED,
        /** Our own step before it is still under way: wait. */
        EARLY,
        /** It can be handled as soon as nobody else works on the process. */
        DUE,
        /** It can never be handled in this state: EDC's refusal is the answer. */
        WRONG
    }

    /** One message: where it stands, what EDC makes of it, and whether its sender may ask about the process. */
    record Message<T>(
            Supplier<Standing> standing, Supplier<ServiceResult<T>> handle, Supplier<ServiceResult<T>> acknowledge) {}

    private final String kind;
    private final Patience patience;
    private final CallLeases callLeases;
    private final Leases leases;

    Reception(String kind, Patience patience, CallLeases callLeases, Leases leases) {
        this.kind = kind;
        this.patience = patience;
        this.callLeases = callLeases;
        this.leases = leases;
    }

    /** The answer to the sender. */
    <T> ServiceResult<T> receive(Message<T> message) {
        var sender = new Sender<>(message.acknowledge());
        return patience.until(() -> attempt(message, sender));
    }

    /** An answer, or nothing yet. */
    private <T> Optional<ServiceResult<T>> attempt(Message<T> message, Sender<T> sender) {
        var standing = message.standing().get();
        return switch (standing) {
            case HANDLED -> Optional.of(sender.check());
            case EARLY -> sender.check().failed() ? Optional.of(sender.check()) : Optional.empty();
            case DUE -> handle(message, true);
            case WRONG -> handle(message, false);
        };
    }

    private <T> Optional<ServiceResult<T>> handle(Message<T> message, boolean waitForLease) {
        ServiceResult<T> result;
        CallLeases.Outcome outcome;
        callLeases.begin();
        try {
            result = message.handle().get();
        } finally {
            outcome = callLeases.end();
        }
        // Only after a commit: a rollback took the lease back, and the row may already be another thread's.
        outcome.stillLeased().forEach(id -> leases.release(kind, id));
        return waitForLease && outcome.refused() && isConflict(result) ? Optional.empty() : Optional.of(result);
    }

    private static boolean isConflict(ServiceResult<?> result) {
        return result.failed() && result.reason() == ServiceFailure.Reason.CONFLICT;
    }

    /** Checks once that the sender may ask about the process, before a thread waits for it. */
    private static final class Sender<T> {

        private final Supplier<ServiceResult<T>> check;
        private ServiceResult<T> checked;

        private Sender(Supplier<ServiceResult<T>> check) {
            this.check = check;
        }

        private ServiceResult<T> check() {
            if (checked == null) {
                checked = check.get();
            }
            return checked;
        }
    }
}
