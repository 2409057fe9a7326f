// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.file.Path;
import org.sluis.policies.log.leaf.CorruptLogException;

/** Says where a log is damaged and what to do. */
final class Corruption {

    private Corruption() {}

    static CorruptLogException at(Path file, long position, String what) {
        return new CorruptLogException("the policy log is damaged: " + file + " at byte " + position + ": " + what
                + ". Acknowledged entries are at stake, so the log does not open: put the folder back from a backup and run"
                + " `sluis log restore`");
    }
}
