// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Optional;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.leaf.StreamId;

/** An entry that names a signed statement of the bundle, and its payload. */
record Recorded(BundleEntry entry, JsonObject payload) {

    long index() {
        return entry.index();
    }

    boolean isIn(StreamId stream) {
        return entry.entry().leaf().in(stream).isPresent();
    }

    /** Whether the member at that path says exactly this. */
    boolean says(JsonValue wanted, String... path) {
        return payload.at(path).equals(Optional.of(wanted));
    }

    /** The same of a string; a member that is not there contradicts nothing. */
    boolean agrees(String wanted, String... path) {
        return payload.at(path).isEmpty() || says(new JsonString(wanted), path);
    }
}
