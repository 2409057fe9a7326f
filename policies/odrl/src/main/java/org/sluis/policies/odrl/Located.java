// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A JSON value and the pointer to it in its author's document. */
record Located(JsonNode json, String pointer) {

    /** The members of an array, or the value itself, which may stand without its array. */
    List<Located> members() {
        if (!json.isArray()) {
            return List.of(this);
        }
        List<Located> members = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            members.add(new Located(json.get(i), pointer + "/" + i));
        }
        return members;
    }

    /** What an object or array holds, one after the other; nothing in any other value. */
    Iterator<Located> children() {
        if (json.isObject()) {
            return json.propertyStream().map(member -> member(member.getKey())).iterator();
        }
        return IntStream.range(0, json.size())
                .mapToObj(i -> new Located(json.get(i), pointer + "/" + i))
                .iterator();
    }

    Located member(String key) {
        return new Located(json.get(key), pointer + "/" + escape(key));
    }

    /** Whether the value means nothing: an empty array, an empty object, null. */
    boolean isEmpty() {
        return json.isNull() || (json.isContainerNode() && json.isEmpty());
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
