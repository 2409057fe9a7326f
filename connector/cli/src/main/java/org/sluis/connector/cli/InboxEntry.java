// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Sentences;

/** Terms that wait, in lines for people: what they say, and how that differs from the house rules and from what was agreed before. */
final class InboxEntry {

    static final Sentences WORDS = new Sentences(InboxEntry.class, "inbox");
    private static final int DIGEST_SHOWN = 12;

    private final Language language;
    private final List<String> lines = new ArrayList<>();

    InboxEntry(Language language) {
        this.language = language;
    }

    String text(JsonNode entry) {
        lines.clear();
        say("head", entry, "id", "partner", "dataset", "state", "since");
        for (var what : List.of("reason", "error", "ended")) {
            if (entry.has(what)) {
                say(what, entry, what);
            }
        }
        entry.path("said").forEach(word -> lines.add(word.asText()));
        lines.add("");
        clauses(entry);
        differences("house", entry);
        previous(entry.path("previous"));
        approval(entry);
        return String.join(System.lineSeparator(), lines);
    }

    private void say(String sentence, JsonNode of, String... members) {
        var values = new String[members.length];
        for (var i = 0; i < members.length; i++) {
            values[i] = of.path(members[i]).asText();
        }
        lines.add(WORDS.in(language, sentence, values));
    }

    private void clauses(JsonNode of) {
        of.path("clauses")
                .forEach(clause -> lines.add(clause.path("text").asText() + " ["
                        + clause.path("kept").asText() + "]"));
    }

    private void differences(String sentence, JsonNode of) {
        if (!of.path("differences").isEmpty()) {
            lines.add("");
            lines.add(WORDS.in(language, sentence));
            of.path("differences").forEach(difference -> lines.add("  " + difference.asText()));
        }
    }

    private void previous(JsonNode previous) {
        if (previous.isMissingNode()) {
            return;
        }
        lines.add("");
        say(previous.has("until") ? "previous.until" : "previous", previous, "agreement", "signedAt", "state", "until");
        var relation = previous.path("relation").asText();
        WORDS.find(language, "relation." + relation).ifPresent(lines::add);
        if (!relation.equals("equal")) {
            differences("before", previous);
            lines.add("");
            say("it-said", previous);
            clauses(previous);
        }
    }

    private void approval(JsonNode entry) {
        if (entry.path("waitsFor").asText().equals("us")) {
            var digest = entry.path("digest").asText();
            lines.add("");
            lines.add(WORDS.in(
                    language,
                    "approve",
                    entry.path("id").asText(),
                    digest.substring(0, Math.min(DIGEST_SHOWN, digest.length()))));
        }
    }
}
