// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.authority.catalog.ChainQuery.Place;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Listed;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Read;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** What every store of members' catalogs holds to. */
public abstract class MemberCatalogsContract {

    protected static final Did MAKER = new Did("did:web:maker.example");
    protected static final Did STEEL = new Did("did:web:steel.example");
    private static final Did READER = new Did("did:web:reader.example");
    private static final Did OTHER = new Did("did:web:other.example");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final ChainQuery ALL = query(List.of(), Optional.empty());

    /** A store, and the members it goes by. */
    public record Stores(Members members, MemberCatalogs catalogs) {}

    private Members members;
    private MemberCatalogs catalogs;

    /** Stores without any rows. */
    protected abstract Stores empty();

    @BeforeEach
    void twoMembers() {
        var stores = empty();
        members = stores.members();
        catalogs = stores.catalogs();
        enrol(MAKER, "maker");
        enrol(STEEL, "steel");
    }

    private void enrol(Did id, String name) {
        var firm = new Applicant(id, name, name + " B.V.", "1-" + name, URI.create("https://" + name + "/dsp"), "1");
        assertThat(members.enrol(new Member(
                        firm, Standing.APPROVED, NOON, Optional.empty(), Entitlements.NONE, Optional.empty(), "")))
                .isEmpty();
    }

    private void decide(Did id, Standing to) {
        assertThat(members.decide(id, new Member.Decision(to, Optional.empty(), Optional.empty(), "why"), NOON))
                .isPresent();
    }

    private static ChainQuery query(List<String> words, Optional<Place> after) {
        return new ChainQuery(words, Optional.empty(), Optional.empty(), after, 0, 100);
    }

    private static MemberDataset dataset(String id, String product, List<String> words, MemberDataset.Offer... offers) {
        var description = JsonNodeFactory.instance.objectNode().put("@id", id);
        return new MemberDataset(id, Optional.of(product), words, description, List.of(offers));
    }

    private static MemberDataset.Offer offer(String id, String... audience) {
        var policy = JsonNodeFactory.instance.objectNode().put("@id", id);
        return new MemberDataset.Offer(audience.length == 0 ? Optional.empty() : Optional.of(Set.of(audience)), policy);
    }

    private void read(Did member, Instant at, MemberDataset... datasets) {
        catalogs.read(member, new Read(Optional.of(List.of(datasets)), "", "digest"), at, at.plusSeconds(300));
    }

    private List<String> ids(ChainQuery query, Did reader) {
        return catalogs.page(query, reader).stream()
                .map(listed -> listed.dataset().id())
                .toList();
    }

    @Test
    void eachApprovedMemberIsDueOnceUntilItsLeaseIsOver() {
        decide(STEEL, Standing.SUSPENDED);

        assertThat(catalogs.isDue(NOON)).isTrue();
        var taken = catalogs.takeDue(NOON, LEASE, false).orElseThrow();
        assertThat(taken.member()).isEqualTo(MAKER);
        assertThat(taken.endpoint()).isEqualTo(URI.create("https://maker/dsp"));
        assertThat(taken.digest()).isEmpty();
        assertThat(catalogs.isDue(NOON)).isFalse();
        assertThat(catalogs.takeDue(NOON, LEASE, true)).isEmpty();
        assertThat(catalogs.takeDue(NOON.plus(LEASE), LEASE, false)).isPresent();
    }

    @Test
    void aMemberThatFailedIsLeftToThoseWhoTakeFailingOnes() {
        decide(STEEL, Standing.SUSPENDED);
        assertThat(catalogs.takeDue(NOON, LEASE, false)).isPresent();
        catalogs.failed(MAKER, "no answer", NOON, NOON.plusSeconds(1));

        assertThat(catalogs.isDue(NOON.plusSeconds(1))).isTrue();
        assertThat(catalogs.takeDue(NOON.plusSeconds(1), LEASE, false)).isEmpty();
        assertThat(catalogs.takeDue(NOON.plusSeconds(1), LEASE, true)
                        .orElseThrow()
                        .attempts())
                .isEqualTo(1);
    }

    @Test
    void aMemberThatCannotBeReadIsStaleSinceTheFirstTimeAndKeepsWhatItHas() {
        catalogs.takeDue(NOON, LEASE, false);
        catalogs.takeDue(NOON, LEASE, false);
        read(MAKER, NOON, dataset("urn:a", "p", List.of("a"), offer("o")));
        catalogs.failed(MAKER, "no answer", NOON.plusSeconds(10), NOON.plusSeconds(20));
        catalogs.failed(MAKER, "still no answer", NOON.plusSeconds(20), NOON.plusSeconds(40));

        var status = catalogs.list().get(0);
        assertThat(status.readAt()).contains(NOON);
        assertThat(status.staleSince()).contains(NOON.plusSeconds(10));
        assertThat(status.problem()).isEqualTo("still no answer");
        assertThat(status.datasets()).isEqualTo(1);
        var listed = catalogs.page(ALL, READER).get(0);
        assertThat(listed.readAt()).isEqualTo(NOON);
        assertThat(listed.staleSince()).contains(NOON.plusSeconds(10));

        catalogs.read(MAKER, new Read(Optional.empty(), "", "digest"), NOON.plusSeconds(30), NOON.plusSeconds(60));

        var again = catalogs.page(ALL, READER).get(0);
        assertThat(again.readAt()).isEqualTo(NOON.plusSeconds(30));
        assertThat(again.staleSince()).isEmpty();
        assertThat(catalogs.list().get(0).problem()).isEmpty();
    }

    @Test
    void whatIsReadTakesThePlaceOfWhatWasReadBefore() {
        catalogs.takeDue(NOON, LEASE, false);
        catalogs.takeDue(NOON, LEASE, false);
        read(MAKER, NOON, dataset("urn:a", "p", List.of("a"), offer("o")));
        read(STEEL, NOON, dataset("urn:a", "p", List.of("a"), offer("o")));
        read(MAKER, NOON, dataset("urn:b", "p", List.of("a"), offer("o")));

        assertThat(ids(ALL, READER)).containsExactly("urn:b", "urn:a");
    }

    @Test
    void anOfferThatNamesParticipantsIsShownToThoseOnly() {
        catalogs.takeDue(NOON, LEASE, false);
        catalogs.takeDue(NOON, LEASE, false);
        read(
                MAKER,
                NOON,
                dataset("urn:both", "p", List.of("a"), offer("all"), offer("named", OTHER.value())),
                dataset("urn:named", "p", List.of("a"), offer("named", OTHER.value())));

        assertThat(ids(ALL, READER)).containsExactly("urn:both");
        assertThat(catalogs.page(ALL, READER).get(0).dataset().offers()).hasSize(1);
        assertThat(ids(ALL, OTHER)).containsExactly("urn:both", "urn:named");
        assertThat(catalogs.page(ALL, OTHER).get(0).dataset().offers()).hasSize(2);
    }

    @Test
    void aMemberThatIsShutOutIsNotShown() {
        catalogs.takeDue(NOON, LEASE, false);
        catalogs.takeDue(NOON, LEASE, false);
        read(MAKER, NOON, dataset("urn:a", "p", List.of("a"), offer("o")));
        decide(MAKER, Standing.SUSPENDED);

        assertThat(ids(ALL, READER)).isEmpty();
        assertThat(catalogs.list().get(0).standing()).isEqualTo(Standing.SUSPENDED);
        decide(MAKER, Standing.APPROVED);
        assertThat(ids(ALL, READER)).containsExactly("urn:a");
    }

    @Test
    void eachWordMustBeginAWordAndFiltersHoldTogether() {
        catalogs.takeDue(NOON, LEASE, false);
        catalogs.takeDue(NOON, LEASE, false);
        read(MAKER, NOON, dataset("urn:a", "status", List.of("bracket", "left", "o'neill", "a&b"), offer("o")));
        read(STEEL, NOON, dataset("urn:b", "forecast", List.of("bracket", "right"), offer("o")));

        assertThat(ids(query(List.of("brack"), Optional.empty()), READER)).containsExactly("urn:a", "urn:b");
        assertThat(ids(query(List.of("brack", "le"), Optional.empty()), READER)).containsExactly("urn:a");
        assertThat(ids(query(List.of("racket"), Optional.empty()), READER)).isEmpty();
        assertThat(ids(query(List.of("o'nei"), Optional.empty()), READER)).containsExactly("urn:a");
        assertThat(ids(query(List.of("a&"), Optional.empty()), READER)).containsExactly("urn:a");
        assertThat(ids(
                        new ChainQuery(List.of(), Optional.of("forecast"), Optional.empty(), Optional.empty(), 0, 9),
                        READER))
                .containsExactly("urn:b");
        assertThat(ids(
                        new ChainQuery(
                                List.of("bracket"), Optional.empty(), Optional.of(MAKER), Optional.empty(), 0, 9),
                        READER))
                .containsExactly("urn:a");
    }

    @Test
    void pagesFollowOneAnotherByPlaceAndByNumber() {
        catalogs.takeDue(NOON, LEASE, false);
        catalogs.takeDue(NOON, LEASE, false);
        for (var member : List.of(MAKER, STEEL)) {
            read(
                    member,
                    NOON,
                    dataset("urn:1", "p", List.of("a"), offer("o")),
                    dataset("urn:2", "p", List.of("a"), offer("o")),
                    dataset("urn:3", "p", List.of("a"), offer("o")));
        }
        var followed = new ArrayList<Listed>();
        Optional<Place> after = Optional.empty();
        for (var page = 0; page < 3; page++) {
            var rows =
                    catalogs.page(new ChainQuery(List.of(), Optional.empty(), Optional.empty(), after, 0, 2), READER);
            followed.addAll(rows);
            var last = rows.get(rows.size() - 1);
            after = Optional.of(new Place(last.member().value(), last.dataset().id()));
        }

        assertThat(followed).isEqualTo(catalogs.page(ALL, READER)).hasSize(6);
        assertThat(catalogs.page(
                        new ChainQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 4, 2), READER))
                .isEqualTo(followed.subList(4, 6));
    }
}
