// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** Finds the members of a case, such as {@code policy}, in which some object has a key twice. */
final class RepeatedKeys {
    private static final JsonFactory JSON = new JsonFactory();

    private RepeatedKeys() {}

    static Set<String> in(String line) throws IOException {
        var found = new HashSet<String>();
        var open = new ArrayDeque<Set<String>>();
        var member = "";
        try (JsonParser parser = JSON.createParser(line)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    open.push(new HashSet<>());
                } else if (token == JsonToken.END_OBJECT) {
                    open.pop();
                } else if (token == JsonToken.FIELD_NAME) {
                    member = open.size() == 1 ? parser.currentName() : member;
                    if (!open.element().add(parser.currentName())) {
                        found.add(member);
                    }
                }
            }
        }
        return found;
    }
}
