// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.extensions.identity.Claims.inside;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.Claims;
import org.sluis.extensions.identity.Claims.Change;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocumentCopies;
import org.sluis.extensions.identity.did.InMemoryDidDocumentCopies;
import org.sluis.extensions.identity.did.LastKnownDocuments;
import org.sluis.extensions.identity.did.OutboundDidDocuments;
import org.sluis.extensions.identity.did.OutboundDidDocuments.Leniency;
import org.sluis.extensions.identity.tokens.Party;

class StatusListsTest {

    private static final String LIST = "https://authority.example/status/1";

    private final MovableClock clock = new MovableClock();
    private final Claims claims = new Claims(clock);
    private final CountedOutbound web = new CountedOutbound();
    private final Set<Did> insecure = new HashSet<>();
    private final StatusListCopies kept = new InMemoryStatusListCopies();
    private final DidDocumentCopies keptDocuments = new InMemoryDidDocumentCopies();
    private final StatusLists lists = process();
    private final Party authority = Party.of("authority.example").publishedOn(web);

    /** As a replica or after a restart: with nothing in memory. */
    private StatusLists process() {
        var documents = new OutboundDidDocuments(
                web,
                clock,
                new Leniency(false, did -> false),
                new LastKnownDocuments(
                        keptDocuments, did -> did.value().startsWith("did:web:a"), Duration.ofHours(24), clock));
        return new StatusLists(
                new StatusLists.Sources(web, documents, documents.known(), kept),
                clock,
                new StatusLists.Settings(Duration.ofSeconds(30), Duration.ofHours(24), insecure::contains));
    }

    private VerifiedCredential credential(int index, String purpose) {
        return new VerifiedCredential(
                Optional.empty(),
                Set.of("MembershipCredential"),
                authority.did(),
                new Did("did:web:builder.example"),
                clock.instant(),
                clock.instant().plusSeconds(1_000_000),
                Optional.of(new VerifiedCredential.Status(URI.create(LIST), index, purpose)),
                Map.of(),
                "compact");
    }

    private void publish(String list) {
        web.put(LIST, "application/vc+jwt", list);
    }

    private boolean isCurrent(int index) {
        var credential = credential(index, "revocation");
        lists.update(credential);
        return lists.isCurrent(credential);
    }

    private boolean isCurrentWith(Change change) {
        publish(claims.statusList(authority, LIST, change));
        return isCurrent(7);
    }

    @Test
    void knowsWhatIsRevokedAndWhatIsNot() {
        publish(claims.statusList(authority, LIST, Claims.NONE, 7, 131_071));

        assertThat(isCurrent(6)).isTrue();
        assertThat(isCurrent(7)).isFalse();
        assertThat(isCurrent(8)).isTrue();
        assertThat(isCurrent(131_071)).isFalse();
    }

    @Test
    void takesACredentialWithoutStatusAsCurrent() {
        var without = new VerifiedCredential(
                Optional.empty(),
                Set.of(),
                authority.did(),
                authority.did(),
                clock.instant(),
                clock.instant(),
                Optional.empty(),
                Map.of(),
                "");

        assertThat(lists.isCurrent(without)).isTrue();
    }

    @Test
    void deniesWhileTheListIsUnknown() {
        assertThat(lists.isCurrent(credential(1, "revocation"))).isFalse();
        assertThat(isCurrent(1)).isFalse();
    }

    @Test
    void deniesBeyondTheEndOfTheListAndForAnotherPurpose() {
        publish(claims.statusList(authority, LIST, Claims.NONE));

        assertThat(isCurrent(131_072)).isFalse();
        assertThat(lists.isCurrent(credential(1, "suspension"))).isFalse();
        assertThat(lists.isCurrent(credential(1, "revocation"))).isTrue();
    }

    @Test
    void refusesAListOfAnotherIssuer() {
        var other = Party.of("other.example").publishedOn(web);
        publish(claims.statusList(other, LIST, Claims.NONE));

        assertThat(isCurrent(7)).isFalse();
    }

    @Test
    void refusesAForgedList() {
        publish(claims.statusList(Party.of("authority.example"), LIST, Claims.NONE));

        assertThat(isCurrent(7)).isFalse();
    }

    @Test
    void refusesAnotherListOfTheSameIssuer() {
        assertThat(isCurrentWith(all -> inside(all, "vc").put("id", "https://authority.example/status/2")))
                .isFalse();
    }

    @Test
    void refusesListsOfUnknownKinds() {
        assertThat(isCurrentWith(all -> inside(all, "vc").put("type", "StatusList2021Credential")))
                .isFalse();
    }

    @Test
    void refusesSubjectsOfUnknownKinds() {
        assertThat(isCurrentWith(
                        all -> inside(inside(all, "vc"), "credentialSubject").put("type", "StatusList2021")))
                .isFalse();
    }

    @Test
    void refusesAListThatIsOver() {
        assertThat(isCurrentWith(all -> all.put("exp", clock.instant().getEpochSecond())))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoBitstring() {
        for (var encoded : new String[] {"", "u", "uAAAA", "zH4sI", "H4sI"}) {
            assertThat(isCurrentWith(all ->
                            inside(inside(all, "vc"), "credentialSubject").put("encodedList", encoded)))
                    .as(encoded)
                    .isFalse();
            clock.move(Duration.ofSeconds(31));
        }
    }

    @Test
    void stopsABomb() {
        var bomb = Claims.encoded(new byte[64 << 20]);

        assertThat(isCurrentWith(
                        all -> inside(inside(all, "vc"), "credentialSubject").put("encodedList", bomb)))
                .isFalse();
    }

    private static String unsigned() {
        return """
                {"id": "%s", "type": ["VerifiableCredential", "BitstringStatusListCredential"],
                 "issuer": "did:web:authority.example", "credentialSubject":
                 {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": "%s"}}
                """.formatted(LIST, Claims.encoded(new byte[2048]));
    }

    @Test
    void refusesAnUnsignedList() {
        publish(unsigned());

        assertThat(isCurrent(7)).isFalse();
    }

    @Test
    void takesAnUnsignedListOfAPeerThatIsNamedForIt() {
        insecure.add(authority.did());
        publish(unsigned());

        assertThat(isCurrent(7)).isTrue();
    }

    @Test
    void noticesARevocationAtTheNextRefresh() {
        publish(claims.statusList(authority, LIST, Claims.NONE));
        assertThat(isCurrent(7)).isTrue();
        publish(claims.statusList(authority, LIST, Claims.NONE, 7));

        lists.refreshAll();

        assertThat(lists.isCurrent(credential(7, "revocation"))).isFalse();
    }

    @Test
    void keepsTheLastKnownListUpToItsGreatestAge() {
        publish(claims.statusList(authority, LIST, Claims.NONE, 3));
        assertThat(isCurrent(7)).isTrue();
        web.remove(LIST);

        clock.move(Duration.ofHours(24).minusSeconds(1));
        assertThat(isCurrent(7)).isTrue();
        assertThat(isCurrent(3)).isFalse();

        clock.move(Duration.ofSeconds(1));
        assertThat(isCurrent(7)).isFalse();
    }

    @Test
    void knowsTheLastListAfterARestartWithoutAskingAnybody() {
        publish(claims.statusList(authority, LIST, Claims.NONE, 3));
        assertThat(isCurrent(7)).isTrue();
        var asked = web.asked().size();

        var restarted = process();

        assertThat(restarted.isCurrent(credential(7, "revocation"))).isTrue();
        assertThat(restarted.isCurrent(credential(3, "revocation"))).isFalse();
        assertThat(web.asked()).hasSize(asked);
        clock.move(Duration.ofHours(24));
        assertThat(restarted.isCurrent(credential(7, "revocation"))).isFalse();
    }

    private boolean isBelievedAfterARestart(String list) {
        publish(claims.statusList(authority, LIST, Claims.NONE, 7));
        assertThat(isCurrent(8)).isTrue();
        kept.save(URI.create(LIST), authority.did(), new StatusListCopies.Received(list, clock.instant()));
        web.remove(LIST);
        return process().isCurrent(credential(8, "revocation"));
    }

    @Test
    void believesAListOfItsOwnStoreThatTheIssuerSigned() {
        assertThat(isBelievedAfterARestart(claims.statusList(authority, LIST, Claims.NONE)))
                .isTrue();
    }

    @Test
    void believesNoUnsignedListOfItsOwnStore() {
        assertThat(isBelievedAfterARestart(unsigned())).isFalse();
    }

    @Test
    void believesNoListOfItsOwnStoreThatSomebodyElseSigned() {
        var foreign = Party.of("another.example").publishedOn(web);
        var impostor = Party.of("authority.example");

        assertThat(isBelievedAfterARestart(claims.statusList(foreign, LIST, Claims.NONE)))
                .isFalse();
        assertThat(isBelievedAfterARestart(claims.statusList(impostor, LIST, Claims.NONE)))
                .isFalse();
    }

    @Test
    void believesNoOtherListOfTheIssuerInItsOwnStore() {
        var other = claims.statusList(authority, "https://authority.example/status/2", Claims.NONE);

        assertThat(isBelievedAfterARestart(other)).isFalse();
    }

    @Test
    void believesNoListThatWasReceivedTomorrow() {
        var list = claims.statusList(authority, LIST, Claims.NONE);
        publish(list);
        assertThat(isCurrent(8)).isTrue();

        kept.save(
                URI.create(LIST),
                authority.did(),
                new StatusListCopies.Received(list, clock.instant().plus(Duration.ofDays(1))));

        assertThat(process().isCurrent(credential(8, "revocation"))).isFalse();
    }

    @Test
    void doesNotGoBackToAnOlderList() {
        var old = claims.statusList(authority, LIST, Claims.NONE);
        clock.move(Duration.ofSeconds(60));
        publish(claims.statusList(authority, LIST, Claims.NONE, 7));
        assertThat(isCurrent(7)).isFalse();
        publish(old);

        clock.move(Duration.ofSeconds(60));

        assertThat(isCurrent(7)).isFalse();
        assertThat(isCurrent(8)).isTrue();
    }

    @Test
    void asksOnceForAListThatIsFresh() {
        publish(claims.statusList(authority, LIST, Claims.NONE));
        for (int i = 0; i < 20; i++) {
            isCurrent(i);
        }

        assertThat(web.asked().stream().filter(URI.create(LIST)::equals)).hasSize(1);
    }
}
