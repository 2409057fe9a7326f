// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import java.util.Optional;
import org.sluis.policies.log.merkle.TreeHead;

/** Port: what is known of the heads of our own log that somebody has seen. */
@FunctionalInterface
public interface SeenHeads {

    /** The largest head that a key of ours signed and no restore has given up; empty for none. */
    Optional<TreeHead> largest();
}
