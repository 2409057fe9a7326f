// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.authority.catalog.ChainQuery;
import org.sluis.extensions.authority.catalog.ChainQuery.Place;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Listed;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Read;
import org.sluis.extensions.authority.catalog.MemberDataset;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** The catalog of a chain with many members, on PostgreSQL. */
class ChainCatalogAtScaleTest {

    private static final System.Logger LOG = System.getLogger(ChainCatalogAtScaleTest.class.getName());
    private static final int MEMBERS = Integer.getInteger("sluis.crawl.members", 50);
    private static final int DATASETS = 20;
    private static final int PAGE = 50;
    private static final int ROUNDS = 25;
    private static final Did READER = new Did("did:web:reader.example");

    @Test
    void everyDatasetIsOnOnePageAndAWordFindsItsOwn() throws Exception {
        try (var stores = TestStores.open()) {
            var catalogs = new PostgresMemberCatalogs(stores.pool());
            fill(new PostgresMembers(stores.pool()), catalogs);
            MigrationsTest.execute(stores.pool(), "ANALYZE");

            var seen = new HashSet<String>();
            var last = Optional.<Place>empty();
            var before = last;
            List<Listed> page;
            do {
                page = catalogs.page(query(List.of(), last), READER);
                page.forEach(listed -> assertThat(seen.add(
                                listed.member() + " " + listed.dataset().id()))
                        .isTrue());
                if (page.size() == PAGE) {
                    var end = page.get(PAGE - 1);
                    before = last;
                    last = Optional.of(
                            new Place(end.member().value(), end.dataset().id()));
                }
            } while (page.size() == PAGE);

            assertThat(seen).hasSize(MEMBERS * (DATASETS - 1));
            var unique = List.of("article" + (MEMBERS / 2) + "x7");
            assertThat(catalogs.page(query(unique, Optional.empty()), READER)).hasSize(1);
            var hidden = List.of("article" + (MEMBERS / 2) + "x0");
            assertThat(catalogs.page(query(hidden, Optional.empty()), READER)).isEmpty();
            var end = before;
            measure("first page", () -> catalogs.page(query(List.of(), Optional.empty()), READER));
            measure("last full page", () -> catalogs.page(query(List.of(), end), READER));
            measure("one word of one dataset", () -> catalogs.page(query(unique, Optional.empty()), READER));
            measure("a word of all", () -> catalogs.page(query(List.of("status"), Optional.empty()), READER));
        }
    }

    private static ChainQuery query(List<String> words, Optional<Place> after) {
        return new ChainQuery(words, Optional.empty(), Optional.empty(), after, 0, PAGE);
    }

    private static void measure(String what, Supplier<List<Listed>> page) {
        var times = new ArrayList<Long>();
        for (var round = 0; round < ROUNDS; round++) {
            var begun = System.nanoTime();
            assertThat(page.get()).isNotEmpty();
            times.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
        }
        times.sort(null);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} members with {1} datasets each, {2}: median {3} us, most {4} us",
                MEMBERS,
                DATASETS,
                what,
                times.get(ROUNDS / 2),
                times.get(ROUNDS - 1));
    }

    /** Of each member's datasets the first is for somebody else. */
    private static void fill(PostgresMembers members, PostgresMemberCatalogs catalogs) {
        var now = Instant.now();
        for (var m = 0; m < MEMBERS; m++) {
            var name = "m" + m;
            var firm = new Applicant(
                    new Did("did:web:" + name + ".example"),
                    name,
                    name + " B.V.",
                    "1-" + name,
                    URI.create("https://" + name + ".example/dsp"),
                    "1");
            assertThat(members.enrol(new Member(
                            firm, Standing.APPROVED, now, Optional.empty(), Entitlements.NONE, Optional.empty(), "")))
                    .isEmpty();
            assertThat(catalogs.takeDue(now, Duration.ofDays(1), false)).isPresent();
            var datasets = new ArrayList<MemberDataset>();
            for (var d = 0; d < DATASETS; d++) {
                datasets.add(dataset(m, d));
            }
            catalogs.read(firm.id(), new Read(Optional.of(datasets), "", "d"), now, now.plus(Duration.ofDays(1)));
        }
    }

    private static MemberDataset dataset(int member, int number) {
        var json = JsonNodeFactory.instance;
        var id = "urn:" + member + ":" + number;
        Optional<Set<String>> audience =
                number == 0 ? Optional.of(Set.of("did:web:somebody.example")) : Optional.empty();
        return new MemberDataset(
                id,
                Optional.of("production-status"),
                List.of("production", "status", "article" + member + "x" + number),
                json.objectNode().put("@id", id).put("text", "x".repeat(500)),
                List.of(new MemberDataset.Offer(audience, json.objectNode().put("@id", "o-" + id))));
    }
}
