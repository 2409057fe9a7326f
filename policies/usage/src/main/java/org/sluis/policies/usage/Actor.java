// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.Optional;

/** On whose behalf the current thread changes something: the pseudonym of a person or an application of ours. */
public final class Actor {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Actor() {}

    /** From now on this thread acts for somebody; {@link #end} must follow. */
    public static void begin(String pseudonym) {
        CURRENT.set(pseudonym);
    }

    /** This thread acts for nobody any more. */
    public static void end() {
        CURRENT.remove();
    }

    /** Empty for what the connector does by itself or because a participant asked for it. */
    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
