// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Prints a connector's answer: the object itself for machines, aligned lines for people. */
final class Printer {

    private final Settings settings;

    Printer(Settings settings) {
        this.settings = settings;
    }

    /** Prints the object, or the sentence made of it. */
    void tell(JsonNode answer, Function<JsonNode, String> sentence) {
        settings.out().println(settings.json() ? Json.line(answer) : sentence.apply(answer));
        settings.out().flush();
    }

    /** Prints the object, or one line for each row with the columns below one another. */
    void table(JsonNode answer, Iterable<JsonNode> rows, String none, Function<JsonNode, List<String>> columns) {
        if (settings.json()) {
            settings.out().println(Json.line(answer));
        } else {
            var lines = new ArrayList<List<String>>();
            rows.forEach(row -> lines.add(columns.apply(row)));
            if (lines.isEmpty()) {
                settings.out().println(none);
            }
            lines.forEach(line -> settings.out().println(aligned(line, lines)));
        }
        settings.out().flush();
    }

    private static String aligned(List<String> line, List<List<String>> all) {
        var text = new StringBuilder();
        for (var column = 0; column < line.size(); column++) {
            var cell = line.get(column);
            var index = column;
            var width = all.stream()
                    .mapToInt(other -> other.get(index).length())
                    .max()
                    .orElse(0);
            text.append(cell).append(" ".repeat(width - cell.length() + 2));
        }
        return text.toString().stripTrailing();
    }
}
