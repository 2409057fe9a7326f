// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluis.policies.odrl.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis inbox show}: the terms in plain words. */
@Command(
        name = "show",
        description =
                "Tell the terms of a negotiation in plain words, and how they differ from what was agreed before.",
        mixinStandardHelpOptions = true)
final class InboxShowCommand implements Callable<Integer> {

    private static final int DIGEST_SHOWN = 12;

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "ID", description = "The negotiation's identifier, or its first characters.")
    private String id;

    @Option(names = "--lang", paramLabel = "en|nl|de", defaultValue = "en", description = "The language to tell it in.")
    private Language language;

    @Override
    public Integer call() {
        var entry = company.connector()
                .get(
                        "/inbox/" + ManagementClient.encode(id),
                        Map.of("lang", language.name().toLowerCase(Locale.ROOT)));
        new Printer(settings).tell(entry, told -> String.join(System.lineSeparator(), lines(told)));
        return ExitCode.OK;
    }

    private static List<String> lines(JsonNode entry) {
        var lines = new ArrayList<String>();
        var digest = entry.path("digest").asText();
        lines.add("negotiation " + entry.path("id").asText() + " with "
                + entry.path("partner").asText() + " on "
                + entry.path("dataset").asText() + ", "
                + entry.path("state").asText() + " since " + entry.path("since").asText());
        add(lines, "why it waits: ", entry, "reason");
        add(lines, "could not be decided: ", entry, "error");
        add(lines, "ended: ", entry, "ended");
        entry.path("said").forEach(word -> lines.add(word.asText()));
        lines.add("");
        clauses(lines, entry);
        if (!entry.path("differences").isEmpty()) {
            lines.add("");
            lines.add("differs from the house rules:");
            entry.path("differences").forEach(difference -> lines.add("  " + difference.asText()));
        }
        previous(lines, entry.path("previous"));
        if (entry.path("waitsFor").asText().equals("us")) {
            lines.add("");
            lines.add("to approve exactly this: sluis inbox approve "
                    + entry.path("id").asText() + " --seen "
                    + digest.substring(0, Math.min(DIGEST_SHOWN, digest.length())));
        }
        return lines;
    }

    private static void add(List<String> lines, String what, JsonNode entry, String key) {
        if (entry.has(key)) {
            lines.add(what + entry.path(key).asText());
        }
    }

    private static void clauses(List<String> lines, JsonNode of) {
        of.path("clauses")
                .forEach(clause -> lines.add(clause.path("text").asText() + " ["
                        + clause.path("label").asText() + "]"));
    }

    private static void previous(List<String> lines, JsonNode previous) {
        if (previous.isMissingNode()) {
            return;
        }
        var until = previous.has("until") ? ", ends " + previous.path("until").asText() : "";
        lines.add("");
        lines.add("the agreement before, " + previous.path("agreement").asText() + " of "
                + previous.path("signedAt").asText() + until + ", "
                + previous.path("state").asText()
                + "; " + relation(previous.path("relation").asText()));
        if (!previous.path("relation").asText().equals("equal")) {
            clauses(lines, previous);
        }
    }

    private static String relation(String now) {
        return switch (now) {
            case "equal" -> "what is proposed now permits the same";
            case "narrower" -> "what is proposed now permits less; it said:";
            case "wider" -> "what is proposed now permits more; it said:";
            default -> "what is proposed now is neither less nor more; it said:";
        };
    }
}
