// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects what is wrong with one document, up to a limit. */
final class Problems {

    private static final int LIMIT = 100;
    private static final int QUOTED_LENGTH = 80;

    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final List<Problem> problems = new ArrayList<>();

    /** Adds a problem and gives nothing back, for the reader that found it. */
    <T> Optional<T> refuse(Located where, String code, String message) {
        return refuse(where.pointer(), code, message);
    }

    <T> Optional<T> refuse(String pointer, String code, String message) {
        if (problems.size() < LIMIT) {
            problems.add(new Problem(pointer, code, message));
        }
        return Optional.empty();
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> list() {
        return problems;
    }

    /** What an author wrote, short and on one line. */
    static String quote(String written) {
        String start = written.length() <= QUOTED_LENGTH ? written : written.substring(0, QUOTED_LENGTH) + "...";
        return "'" + HIDDEN.matcher(start).replaceAll("?") + "'";
    }
}
