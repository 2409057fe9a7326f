// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.util.List;
import org.sluis.policies.log.leaf.StreamId;

/**
 * What is to be logged.
 *
 * @param time milliseconds since 1970; raised to the last entry's when it is earlier
 * @param streams one to three, none twice; the payload is sealed under the key of the first one's month
 * @param json the payload: one line, a JSON object with a string {@code type}, RFC 8785 spelling
 */
public record Draft(long time, List<StreamId> streams, String json) {

    public Draft {
        streams = List.copyOf(streams);
    }
}
