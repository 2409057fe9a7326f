// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Collection;
import java.util.Comparator;

/** What a finding means, and the exit code of a command that ends with it; the worst finding decides. */
public enum Verdict {
    OK(0),
    INCOMPLETE(4),
    UNREADABLE(3),
    TAMPERED(1);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The worst of all; {@link #OK} when there are none. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Comparator.naturalOrder()).orElse(OK);
    }
}
