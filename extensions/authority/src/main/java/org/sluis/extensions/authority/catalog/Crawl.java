// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Due;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Read;

/** Reads one member's catalog, within bounds: a member that has more, or takes longer, is not believed in part. */
final class Crawl {

    private final MemberPages pages;
    private final Expansion expansion;
    private final Bounds bounds;
    private final Clock clock;

    /**
     * What one member may take.
     *
     * @param time of all its pages; the last of them may take as long as any
     */
    record Bounds(int pages, int datasets, long characters, Duration time) {

        static final Bounds DEFAULT = new Bounds(100, 1_000, 2L << 20, Duration.ofSeconds(30));
    }

    Crawl(MemberPages pages, Expansion expansion, Bounds bounds, Clock clock) {
        this.pages = pages;
        this.expansion = expansion;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** What the member shows us now. */
    Read of(Due member) throws CatalogException {
        var written = written(member);
        var digest = Digest.of(member.name() + " " + member.legalName(), written);
        if (member.digest().filter(digest::equals).isPresent()) {
            return new Read(Optional.empty(), "", digest);
        }
        var reader = new CatalogReader(member.member(), member.name() + " " + member.legalName());
        var all = new LinkedHashMap<String, MemberDataset>();
        for (var page : written) {
            reader.read(expansion.expand(Expansion.parse(page))).forEach(dataset -> all.put(dataset.id(), dataset));
            if (all.size() > bounds.datasets()) {
                throw new CatalogException("it offers us more than " + bounds.datasets() + " datasets");
            }
        }
        var datasets = List.copyOf(all.values());
        requireWritable(datasets);
        return new Read(Optional.of(datasets), note(reader.unreadOffers()), digest);
    }

    /** One member's words must not keep the others' from being shown. */
    private void requireWritable(List<MemberDataset> datasets) throws CatalogException {
        try {
            var unused = expansion.compact(ChainCatalogJson.datasets(datasets));
        } catch (IllegalStateException e) {
            throw new CatalogException("its catalog cannot be shown to others: " + e.getMessage());
        }
    }

    private List<String> written(Due member) throws CatalogException {
        var end = clock.instant().plus(bounds.time());
        var all = new ArrayList<String>();
        var characters = 0L;
        Optional<String> next = Optional.empty();
        do {
            if (all.size() == bounds.pages()) {
                throw new CatalogException("its catalog has more than " + bounds.pages() + " pages");
            }
            if (clock.instant().isAfter(end)) {
                throw new CatalogException(
                        "its catalog took more than " + bounds.time().toSeconds() + " s");
            }
            var page = pages.ask(member, next);
            characters += page.body().length();
            if (characters > bounds.characters()) {
                throw new CatalogException("its catalog has more than " + bounds.characters() + " characters");
            }
            all.add(page.body());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    private static String note(int unreadOffers) {
        return unreadOffers == 0
                ? ""
                : unreadOffers + " of its offers are not shown: their terms cannot be read, so nobody knows for whom"
                        + " they are";
    }
}
