// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sluis.policies.log.Sha256;

/** Ids of log entries that are the same however often a step is repeated: UUIDs of version 8 (RFC 9562) from a hash. */
public final class EventIds {

    private EventIds() {}

    /** The id of the event with these names; no two lists of names have the same. */
    public static UUID of(String kind, String... names) {
        var text = Rfc8785.write(Map.of("kind", kind, "names", List.of(names)));
        var hash =
                ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).bytes());
        var high = (hash.getLong() & ~0xf000L) | 0x8000L;
        var low = (hash.getLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low);
    }
}
