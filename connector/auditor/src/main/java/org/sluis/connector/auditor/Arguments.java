// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, taken apart.
 *
 * @param operands what is no option, in order
 * @param values of the options that have one, in order
 * @param flags the options without a value
 */
record Arguments(List<String> operands, Map<String, List<String>> values, Set<String> flags) {

    /**
     * The options of a verb.
     *
     * @param valued for example {@code --out}, which a value follows
     * @param repeatable those of them that may stand more than once
     */
    record Options(Set<String> valued, Set<String> repeatable, Set<String> flags) {}

    static Arguments parse(List<String> words, Options options) throws UsageException {
        var operands = new ArrayList<String>();
        var values = new HashMap<String, List<String>>();
        var flags = new HashSet<String>();
        boolean optionsEnded = false;
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            int equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
                operands.add(word);
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else if (options.valued().contains(name)) {
                boolean follows = equals < 0;
                if (follows && ++i == words.size()) {
                    throw new UsageException(name + " needs a value");
                }
                var given = values.computeIfAbsent(name, first -> new ArrayList<>());
                given.add(follows ? words.get(i) : word.substring(equals + 1));
                if (given.size() > 1 && !options.repeatable().contains(name)) {
                    throw new UsageException(name + " is given more than once");
                }
            } else if (options.flags().contains(word)) {
                flags.add(word);
            } else {
                throw new UsageException("unknown option " + name);
            }
        }
        return new Arguments(operands, values, flags);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String option) {
        return values(option).stream().findFirst();
    }

    List<String> values(String option) {
        return values.getOrDefault(option, List.of());
    }

    /** Exactly so many operands. */
    List<String> operands(int count) throws UsageException {
        if (operands.size() != count) {
            throw new UsageException(
                    operands.size() < count ? "an argument is missing" : "unexpected argument " + operands.get(count));
        }
        return operands;
    }
}
