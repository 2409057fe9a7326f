// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.Optional;

/**
 * What became known of the message that this thread is answering. Whoever verifies the sender or decides says so here; whoever
 * answers reads it, so that a refusal is recorded once and with its sender.
 */
public final class MessageUnderway {

    private static final ThreadLocal<MessageUnderway> CURRENT = new ThreadLocal<>();

    private Optional<String> sender = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private boolean denied;
    private boolean uncheckable;

    private MessageUnderway() {}

    /** This thread begins to answer a message; {@link #end} must follow. */
    public static void begin() {
        CURRENT.set(new MessageUnderway());
    }

    /** The message is answered. */
    public static void end() {
        CURRENT.remove();
    }

    /** Empty when this thread answers none. */
    public static Optional<MessageUnderway> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The sender's DID was verified. */
    public static void verified(String sender) {
        current().ifPresent(message -> message.sender = Optional.of(sender));
    }

    /** The sender could not be verified. */
    public static void unverified(String why) {
        current().ifPresent(message -> message.refusal = Optional.of(why));
    }

    /** Its sender could not be verified for now: something did not answer. The same message may be taken later. */
    public static void uncheckable() {
        current().ifPresent(message -> message.uncheckable = true);
    }

    /** That the message is refused is on record, or was counted, or cannot be recorded now. */
    public static void denied() {
        current().ifPresent(message -> message.denied = true);
    }

    /** Who sent it, as far as that was verified. */
    public Optional<String> sender() {
        return sender;
    }

    /** Why its sender could not be verified. */
    public Optional<String> refusal() {
        return refusal;
    }

    /** Whether a later attempt with a new token may be taken. */
    public boolean isUncheckable() {
        return uncheckable;
    }

    /** Whether nothing is left to be recorded of its refusal. */
    public boolean isDenied() {
        return denied;
    }
}
