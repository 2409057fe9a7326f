// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.json.JsonString;

/** The entries as JSON Lines: index, time and leaf hash, with the payload verbatim or the entry that erased it. */
public final class EntriesJsonLines {

    private EntriesJsonLines() {}

    public static void write(Bundle bundle, Appendable out) throws IOException {
        for (var entry : bundle.entries()) {
            var facts = EntryFacts.of(entry);
            out.append("{\"index\":")
                    .append(Long.toString(facts.index()))
                    .append(",\"time\":")
                    .append(JsonString.quoted(facts.logged().toString()))
                    .append(",\"leaf\":")
                    .append(JsonString.quoted(entry.entry().hash().hex()));
            if (facts.erasedBy().isPresent()) {
                out.append(",\"erasedBy\":")
                        .append(Long.toString(facts.erasedBy().getAsLong()));
            } else {
                var json = entry.payload().orElseThrow().json();
                // what is not JSON must not break the line that it stands in
                out.append(facts.payload().isPresent() ? ",\"payload\":" : ",\"unreadable\":")
                        .append(facts.payload().isPresent() ? json : JsonString.quoted(json));
            }
            out.append("}\n");
        }
    }
}
