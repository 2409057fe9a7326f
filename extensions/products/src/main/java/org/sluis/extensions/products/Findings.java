// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.ArrayList;
import java.util.List;

/** What a check of an export found, as far as a person wants to read it. */
final class Findings {
    private static final int MOST = 200;

    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();
    private int faultCount;

    void fault(Fault fault) {
        faultCount++;
        if (faults.size() < MOST) {
            faults.add(fault);
        }
    }

    void warn(Fault warning) {
        if (warnings.size() < MOST) {
            warnings.add(warning);
        }
    }

    boolean sound() {
        return faultCount == 0;
    }

    /** The first faults. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }

    int faultCount() {
        return faultCount;
    }

    /** The first warnings. */
    List<Fault> warnings() {
        return List.copyOf(warnings);
    }
}
