// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Collects findings; keeps the first thousand of each check and verdict, so that a bundle full of faults does not fill the
 * memory, and many faults of one kind do not hide one of another.
 */
final class Findings {

    private static final int MOST = 1_000;

    private final List<Finding> kept = new ArrayList<>();
    private final Map<List<Object>, Integer> counts = new HashMap<>();
    private Verdict worst = Verdict.OK;

    void tampered(Check check, String file, String message) {
        add(new Finding(check, Verdict.TAMPERED, file, OptionalLong.empty(), message));
    }

    void tampered(Check check, String file, long entry, String message) {
        add(new Finding(check, Verdict.TAMPERED, file, OptionalLong.of(entry), message));
    }

    void unreadable(Check check, String file, String message) {
        add(new Finding(check, Verdict.UNREADABLE, file, OptionalLong.empty(), message));
    }

    void unreadable(Check check, String file, long entry, String message) {
        add(new Finding(check, Verdict.UNREADABLE, file, OptionalLong.of(entry), message));
    }

    void incomplete(Check check, String file, String message) {
        add(new Finding(check, Verdict.INCOMPLETE, file, OptionalLong.empty(), message));
    }

    void notice(Check check, String file, String message) {
        add(new Finding(check, Verdict.OK, file, OptionalLong.empty(), message));
    }

    void notice(Check check, String file, long entry, String message) {
        add(new Finding(check, Verdict.OK, file, OptionalLong.of(entry), message));
    }

    /** Adds what was found later; what was not kept there counts in the verdict. */
    void add(Findings later) {
        later.kept.forEach(this::add);
        worst = Verdict.worst(List.of(worst, later.worst));
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    Verdict worst() {
        return worst;
    }

    private void add(Finding finding) {
        worst = Verdict.worst(List.of(worst, finding.verdict()));
        if (counts.merge(List.of(finding.check(), finding.verdict()), 1, Integer::sum) <= MOST) {
            kept.add(finding);
        }
    }
}
