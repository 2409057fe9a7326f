// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluis.policies.testkit.reference.ReferenceEvaluator;
import org.sluis.policies.testkit.reference.Truth;

/** Counts how often each operand with each operator held, failed or was undetermined, in permissions and in prohibitions. */
public final class Coverage implements ReferenceEvaluator.Observer {
    private static final String[] COLUMNS = {
        "permission TRUE", "permission FALSE", "permission UNDETERMINED", "permission open",
        "prohibition TRUE", "prohibition FALSE", "prohibition UNDETERMINED", "prohibition open"
    };

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    @Override
    public synchronized void saw(String rule, String operand, String operator, Optional<Truth> value) {
        counts.computeIfAbsent(operand + " " + operator.replace("odrl:", ""), row -> new TreeMap<>())
                .merge(rule + " " + value.map(Truth::name).orElse("open"), 1, Integer::sum);
    }

    /** Counts by operand and operator, then by rule and value: {@code permission TRUE}. */
    public Map<String, Map<String, Integer>> counts() {
        return counts;
    }

    /** The least count of all that can occur: a window stands beside a count and is always true. */
    public int least() {
        return counts.entrySet().stream()
                .filter(row -> !row.getKey().startsWith("sluis:window"))
                .flatMap(row -> Arrays.stream(COLUMNS)
                        .filter(column -> !column.endsWith("open"))
                        .map(column -> row.getValue().getOrDefault(column, 0)))
                .min(Integer::compare)
                .orElse(0);
    }

    @Override
    public String toString() {
        var table = new StringBuilder("%-28s".formatted("constraint"));
        for (var column : COLUMNS) {
            table.append("%15s"
                    .formatted(column.replace("permission", "perm")
                            .replace("prohibition", "proh")
                            .replace("UNDETERMINED", "undet")
                            .toLowerCase(Locale.ROOT)));
        }
        counts.forEach((row, values) -> {
            table.append(System.lineSeparator()).append("%-28s".formatted(row));
            for (var column : COLUMNS) {
                table.append("%15d".formatted(values.getOrDefault(column, 0)));
            }
        });
        return table.toString();
    }
}
