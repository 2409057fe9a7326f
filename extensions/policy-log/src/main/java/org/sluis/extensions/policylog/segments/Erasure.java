// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sluis.extensions.policylog.Draft;
import org.sluis.policies.log.leaf.StreamId;

/** Which payloads go away with a stream's keys of a month, and the entries that say so. */
final class Erasure {

    /** So many indices fit into a payload beside the other members, whatever their length. */
    private static final int INDICES = 9_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EntryReader reader;
    private final KeyRing ring;
    private final StreamId stream;
    private final YearMonth month;

    Erasure(EntryReader reader, KeyRing ring, StreamId stream, YearMonth month) {
        this.reader = reader;
        this.ring = ring;
        this.stream = stream;
        this.month = month;
    }

    /** Indices of the entries whose payloads can be read with keys up to that number, ascending. */
    List<Long> indices(int lastKey) throws IOException {
        var indices = new ArrayList<Long>();
        Map<KeyId, Boolean> erased = new HashMap<>();
        for (long index = reader.last(stream); index != EntryRecord.NONE; ) {
            var raw = reader.raw(index);
            if (KeyId.monthOf(raw.leaf().time()).isBefore(month)) {
                break;
            }
            var key = raw.key();
            if (key.stream().equals(stream)
                    && key.month().equals(month)
                    && key.number() != KeyId.ERASURES
                    && key.number() <= lastKey) {
                if (!erased.containsKey(key)) {
                    erased.put(key, ring.isErased(key));
                }
                if (!erased.get(key)) {
                    indices.add(index);
                }
            }
            index = reader.previous(raw, stream);
        }
        Collections.reverse(indices);
        return indices;
    }

    /** The erasure entries, none with too many indices for a payload. */
    List<Draft> drafts(List<Long> indices, StreamId self, String members, long time) {
        var streams = self.equals(stream) ? List.of(self) : List.of(self, stream);
        var drafts = new ArrayList<Draft>();
        for (int from = 0; from < indices.size(); from += INDICES) {
            var chunk = indices.subList(from, Math.min(indices.size(), from + INDICES));
            drafts.add(new Draft(time, streams, json(members, chunk)));
        }
        return drafts;
    }

    private static String json(String members, List<Long> indices) {
        try {
            if (!(JSON.readTree(members) instanceof ObjectNode object)) {
                throw new IllegalArgumentException("the members of an erasure entry are a JSON object");
            }
            object.put("type", "erasure");
            var erases = object.putArray("erases");
            indices.forEach(erases::add);
            // RFC 8785 sorts members by UTF-16 code units, as Java compares strings
            var sorted = new TreeMap<String, JsonNode>();
            object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            return JSON.writeValueAsString(sorted);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the members of an erasure entry are a JSON object", e);
        }
    }
}
