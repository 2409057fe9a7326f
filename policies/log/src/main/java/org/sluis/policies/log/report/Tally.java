// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts entries that are alike, in the order in which they first occur; keeps no more kinds than a reader can use. */
final class Tally {

    private static final int MOST = 500;

    /** Entries that are alike: how many, and the first and the last of them. */
    private record Group(long count, EntryFacts first, EntryFacts last) {

        Group and(EntryFacts next) {
            return new Group(count + 1, first, next);
        }
    }

    private final Map<List<String>, Group> groups = new LinkedHashMap<>();
    private long entries;
    private long further;

    void add(EntryFacts facts, List<String> key) {
        entries++;
        var group = groups.get(key);
        if (group != null) {
            groups.put(key, group.and(facts));
        } else if (groups.size() < MOST) {
            groups.put(key, new Group(1, facts, facts));
        } else {
            further++;
        }
    }

    long entries() {
        return entries;
    }

    /** A table with a row for each kind; the titles are those of the key. */
    void write(Html html, List<String> titles, String otherwise) throws IOException {
        if (groups.isEmpty()) {
            html.paragraph(otherwise);
            return;
        }
        var all = new ArrayList<String>(titles);
        all.addAll(List.of("#Times", "First", "Last"));
        html.table("", all);
        for (var group : groups.entrySet()) {
            var cells = new ArrayList<String>(group.getKey());
            cells.add(Words.number(group.getValue().count()));
            cells.add(when(group.getValue().first()));
            cells.add(group.getValue().count() == 1 ? "" : when(group.getValue().last()));
            html.row("", cells);
        }
        html.endTable();
        if (further > 0) {
            html.paragraph(Words.entries(further) + " of further kinds: see the list of entries.");
        }
    }

    private static String when(EntryFacts facts) {
        return Words.time(facts.logged()) + ", entry " + facts.index();
    }
}
