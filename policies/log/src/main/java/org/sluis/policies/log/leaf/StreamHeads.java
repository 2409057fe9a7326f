// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.util.Optional;

/** Port: where each stream of a log ends. */
public interface StreamHeads {

    /** Empty for a stream without leaves. */
    Optional<StreamHead> head(StreamId stream);

    /** The stream ends here now. */
    void advance(StreamId stream, StreamHead head);
}
