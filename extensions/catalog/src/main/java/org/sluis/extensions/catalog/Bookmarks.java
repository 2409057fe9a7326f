// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.edc.spi.query.Criterion;

/**
 * Where pages of a list end that somebody reads page by page, so that each page costs what the first costs: EDC's
 * continuation tokens carry an offset only, and to count up to it costs more from page to page.
 *
 * <p>Bounded; what was forgotten is counted again.
 */
final class Bookmarks {

    private static final int LISTS = 500;
    private static final int PAGES = 200;

    private final Map<Listing, TreeMap<Integer, String>> read = new LinkedHashMap<>(16, 0.75f, true);

    /** A list that is the same for everybody who sees the same offers through the same filters. */
    record Listing(long edition, int definitions, List<Criterion> filters) {

        /** The definitions are told apart by a hash: the worst that a collision does is a page that begins elsewhere. */
        static Listing of(long edition, Collection<String> definitions, List<Criterion> filters) {
            return new Listing(edition, List.copyOf(definitions).hashCode(), List.copyOf(filters));
        }
    }

    /**
     * A place in a list.
     *
     * @param offset how many come before, and the last of them
     */
    record Place(int offset, String after) {}

    private static final Place START = new Place(0, "");

    /** The last known place that is not behind an offset. */
    synchronized Place before(Listing listing, int offset) {
        var pages = read.get(listing);
        var entry = pages == null ? null : pages.floorEntry(offset);
        return entry == null ? START : new Place(entry.getKey(), entry.getValue());
    }

    synchronized void keep(Listing listing, Place end) {
        var pages = read.computeIfAbsent(listing, key -> new TreeMap<>());
        pages.put(end.offset(), end.after());
        if (pages.size() > PAGES) {
            pages.pollFirstEntry();
        }
        if (read.size() > LISTS) {
            read.remove(read.keySet().iterator().next());
        }
    }
}
