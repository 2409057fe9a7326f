// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.authority.InMemoryAuthority;
import org.sluis.extensions.authority.ServedParty;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Status;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** Reading members' catalogs over HTTP: from the good, the slow, the silent, the endless and the lying. */
@Timeout(120)
class CrawlerTest {

    private static final System.Logger LOG = System.getLogger(CrawlerTest.class.getName());
    private static final int MEMBERS = Integer.getInteger("sluis.crawl.members", 200);
    private static final Did READER = new Did("did:web:reader.example");
    /** Expands well, but has a name that the context of DSP gives another meaning. */
    private static final String CONFUSING = """
            {"@context": {"a": "http://a.example/"}, "@type": "http://www.w3.org/ns/dcat#Catalog",
             "http://www.w3.org/ns/dcat#dataset": [{"@id": "urn:a", "dct:title": "x",
               "http://www.w3.org/ns/odrl/2/hasPolicy": [{
                 "@id": "o", "@type": "http://www.w3.org/ns/odrl/2/Offer",
                 "http://www.w3.org/ns/odrl/2/permission": [{
                   "http://www.w3.org/ns/odrl/2/action": {"@id": "http://www.w3.org/ns/odrl/2/use"}}]}]}]}""";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Crawl.Bounds BOUNDS = new Crawl.Bounds(5, 100, 200_000, Duration.ofSeconds(30));

    private final InMemoryAuthority authority = new InMemoryAuthority();
    private final InMemoryMemberCatalogs catalogs = new InMemoryMemberCatalogs(authority);
    private SimulatedMembers members;
    private ServedParty party;
    private Crawler crawler;

    @BeforeEach
    void open() throws Exception {
        members = new SimulatedMembers();
        party = new ServedParty(0, Set.of());
    }

    @AfterEach
    void close() {
        if (crawler != null) {
            crawler.close();
        }
        members.close();
        party.close();
    }

    private void enrol(String name) {
        var firm = new Applicant(
                SimulatedMembers.did(name), name, name + " B.V.", "1-" + name, members.endpoint(name), "1");
        var obstacle = authority.enrol(new Member(
                firm, Standing.APPROVED, Instant.now(), Optional.empty(), Entitlements.NONE, Optional.empty(), ""));
        assertThat(obstacle).isEmpty();
    }

    private void crawlEvery(Duration interval) {
        var pages = new MemberPages(party.identity, party.outbound, PATIENCE);
        var crawl = new Crawl(pages, new Expansion(DspContexts.jsonLd()), BOUNDS, Clock.systemUTC());
        crawler = new Crawler(crawl, catalogs, () -> true, interval, Clock.systemUTC());
        crawler.start();
    }

    private Status status(String name) {
        return catalogs.list().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Status awaitProblem(String name) throws InterruptedException {
        await(() -> !status(name).problem().isEmpty());
        return status(name);
    }

    private void await(BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not in time: " + catalogs.list());
            }
            Thread.sleep(20);
        }
    }

    private List<String> listed(Did reader) {
        var query = new ChainQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, ChainQuery.MOST);
        return catalogs.page(query, reader).stream()
                .map(listed -> listed.dataset().id())
                .toList();
    }

    @Test
    void manyMembersAreReadOnceAnInterval() throws Exception {
        for (var i = 0; i < MEMBERS; i++) {
            members.offers("m" + i, 2);
            enrol("m" + i);
        }
        var begun = System.nanoTime();
        crawlEvery(Duration.ofMinutes(5));

        await(() -> catalogs.list().stream().allMatch(member -> member.readAt().isPresent()));

        LOG.log(
                System.Logger.Level.INFO,
                "{0} members read in {1} ms",
                MEMBERS,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        assertThat(members.asked).hasValueGreaterThanOrEqualTo(MEMBERS).hasValueLessThan(MEMBERS + MEMBERS / 10);
        assertThat(catalogs.list().stream().mapToInt(Status::datasets).sum()).isEqualTo(2 * MEMBERS);
        assertThat(catalogs.list().stream()
                        .map(member -> Duration.between(
                                member.readAt().orElseThrow(), member.dueAt().orElseThrow()))
                        .collect(Collectors.toSet()))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6)))
                .hasSizeGreaterThan(MEMBERS / 2);
    }

    @Test
    void theBadDoNotHoldUpTheGoodAndAreShownWithTheirError() throws Exception {
        members.behave("silent", (query, response, callback) -> {});
        members.behave("slow", (query, response, callback) -> SimulatedMembers.hang(response, 10));
        members.behave(
                "huge",
                (query, response, callback) -> SimulatedMembers.send(response, callback, " ".repeat(2_000_000)));
        members.behave("endless", (query, response, callback) -> {
            response.getHeaders()
                    .put(HttpHeader.LINK, "<https://elsewhere.example/x?continuationToken=1>; rel=\"next\"");
            SimulatedMembers.send(response, callback, SimulatedMembers.catalog("endless", 0, 1));
        });
        members.offers("many", 101);
        members.behave(
                "liar",
                (query, response, callback) ->
                        SimulatedMembers.send(response, callback, SimulatedMembers.catalog("good", 0, 1)));
        members.behave("broken", (query, response, callback) -> SimulatedMembers.send(response, callback, "{\"a\":"));
        members.behave(
                "deep", (query, response, callback) -> SimulatedMembers.send(response, callback, "[".repeat(5_000)));
        members.behave("closed", (query, response, callback) -> {
            response.setStatus(401);
            callback.succeeded();
        });
        members.behave(
                "reader",
                (query, response, callback) -> SimulatedMembers.send(
                        response, callback, "{\"@context\": [{\"a\": {\"@context\": \"file:///etc/hostname\"}}]}"));
        members.behave(
                "poison",
                (query, response, callback) -> SimulatedMembers.send(
                        response,
                        callback,
                        SimulatedMembers.catalog(
                                SimulatedMembers.did("poison").value(),
                                SimulatedMembers.dataset("urn:a", "", "\"urn:x\": \"\\u0000\","))));
        members.behave(
                "confusing", (query, response, callback) -> SimulatedMembers.send(response, callback, CONFUSING));
        members.offers("good", 3);
        List.of(
                        "confusing",
                        "poison",
                        "reader",
                        "silent",
                        "slow",
                        "huge",
                        "endless",
                        "many",
                        "liar",
                        "broken",
                        "deep",
                        "closed",
                        "good")
                .forEach(this::enrol);

        crawlEvery(Duration.ofMinutes(5));

        await(() -> status("good").readAt().isPresent());
        assertThat(awaitProblem("silent").problem())
                .contains("cannot be reached")
                .contains("did not answer in time");
        assertThat(awaitProblem("slow").problem()).contains("cannot be reached");
        assertThat(awaitProblem("huge").problem()).contains("more than");
        assertThat(awaitProblem("endless").problem()).contains("more than 5 pages");
        assertThat(awaitProblem("many").problem()).contains("more than 100 datasets");
        assertThat(awaitProblem("liar").problem()).contains("in the name of did:web:good.example");
        assertThat(awaitProblem("broken").problem()).contains("not JSON");
        assertThat(awaitProblem("deep").problem()).contains("not JSON");
        assertThat(awaitProblem("confusing").problem()).contains("cannot be shown to others");
        assertThat(awaitProblem("poison").problem()).contains("characters that are no text");
        assertThat(awaitProblem("reader").problem()).contains("context that is no web address");
        assertThat(awaitProblem("closed").problem()).contains("it refuses us").contains("401");
        assertThat(listed(READER)).containsExactly("urn:good:0", "urn:good:1", "urn:good:2");
    }

    @Test
    void aMemberThatDisappearsIsStaleAndItsDatasetsStay() throws Exception {
        members.offers("good", 1);
        enrol("good");
        crawlEvery(Duration.ofMillis(100));
        await(() -> status("good").readAt().isPresent());

        members.behave("good", (query, response, callback) -> {
            response.setStatus(503);
            callback.succeeded();
        });

        await(() -> status("good").staleSince().isPresent());
        var stale = status("good");
        assertThat(stale.problem()).contains("it failed (HTTP 503)");
        assertThat(stale.staleSince().orElseThrow()).isAfter(stale.readAt().orElseThrow());
        assertThat(listed(READER)).containsExactly("urn:good:0");
        members.offers("good", 2);
        await(() -> status("good").staleSince().isEmpty());
        assertThat(listed(READER)).hasSize(2);
    }

    @Test
    void pagesAreFollowedByWhatTheyNameAndAtTheAddressOfTheMember() throws Exception {
        members.behave("good", (query, response, callback) -> {
            if (query == null) {
                response.getHeaders()
                        .put(HttpHeader.LINK, "<http://169.254.169.254/dsp?continuationToken=abc>; rel=\"next\"");
            }
            SimulatedMembers.send(response, callback, SimulatedMembers.catalog("good", query == null ? 0 : 2, 2));
        });
        enrol("good");

        crawlEvery(Duration.ofMinutes(5));

        await(() -> status("good").readAt().isPresent());
        assertThat(listed(READER)).containsExactly("urn:good:0", "urn:good:1", "urn:good:2", "urn:good:3");
        assertThat(members.asked).hasValue(2);
    }

    @Test
    void offersThatNameParticipantsOrCannotBeReadAreNotShownToAll() throws Exception {
        var named = SimulatedMembers.recipient(READER);
        members.behave(
                "good",
                (query, response, callback) -> SimulatedMembers.send(
                        response,
                        callback,
                        SimulatedMembers.catalog(
                                SimulatedMembers.did("good").value(),
                                SimulatedMembers.dataset("urn:named", named) + ","
                                        + SimulatedMembers.dataset(
                                                "urn:unknown",
                                                "{\"leftOperand\": \"https://x.example/who\", \"operator\": \"eq\","
                                                        + " \"rightOperand\": \"a\"}"))));
        enrol("good");

        crawlEvery(Duration.ofMinutes(5));

        await(() -> status("good").readAt().isPresent());
        assertThat(listed(READER)).containsExactly("urn:named");
        assertThat(listed(new Did("did:web:other.example"))).isEmpty();
        assertThat(status("good").problem()).contains("1 of its offers are not shown");
    }

    @Test
    void anUnchangedCatalogIsReadWithoutBeingStoredAgain() throws Exception {
        members.offers("good", 2);
        enrol("good");
        var due = catalogs.takeDue(Instant.now(), Duration.ofMinutes(1), true).orElseThrow();
        var crawl = new Crawl(
                new MemberPages(party.identity, party.outbound, PATIENCE),
                new Expansion(DspContexts.jsonLd()),
                BOUNDS,
                Clock.systemUTC());
        var first = crawl.of(due);
        assertThat(first.datasets().orElseThrow()).hasSize(2);
        var known = new MemberCatalogs.Due(
                due.member(), due.name(), due.legalName(), due.endpoint(), Optional.of(first.digest()), 0);

        assertThat(crawl.of(known).datasets()).isEmpty();
        members.offers("good", 3);
        assertThat(crawl.of(known).datasets().orElseThrow()).hasSize(3);
    }
}
