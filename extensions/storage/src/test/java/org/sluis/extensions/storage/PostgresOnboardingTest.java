// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.onboarding.DirectoryMember;
import org.sluis.extensions.identity.onboarding.Invitation;
import org.sluis.extensions.identity.onboarding.Membership;
import org.sluis.extensions.identity.onboarding.Membership.Step;
import org.sluis.extensions.identity.wallet.CredentialOffer;
import org.sluis.extensions.identity.wallet.CredentialOffer.Offered;

class PostgresOnboardingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Did AUTHORITY = new Did("did:web:authority.example");
    private static final Did OTHER = new Did("did:web:other.example");
    private static TestStores stores;

    private PostgresMemberships joined;
    private PostgresDirectory directory;
    private PostgresCredentialOffers offers;

    @BeforeAll
    static void open() {
        stores = TestStores.open();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @BeforeEach
    void empty() {
        stores.empty();
        joined = new PostgresMemberships(stores.pool());
        directory = new PostgresDirectory(stores.pool());
        offers = new PostgresCredentialOffers(stores.pool());
    }

    private static Membership started(Did authority) {
        return Membership.start(new Invitation(authority, "ABCDEFGH"), "Parts B.V.", "12345678", "1.0", NOW);
    }

    private static DirectoryMember member(String name) {
        return new DirectoryMember(
                new Did("did:web:" + name + ".example"), name, URI.create("https://" + name + ".example/dsp"));
    }

    @Test
    void findsAnAuthorityAsItWasSaved() {
        var saved = started(AUTHORITY).known("Authority", Set.of("A", "B")).stuck("away", NOW.plusSeconds(9), NOW);

        joined.save(saved);

        assertThat(joined.find(AUTHORITY)).contains(saved);
        assertThat(joined.find(OTHER)).isEmpty();
    }

    @Test
    void keepsTheLastStepOfAnAuthority() {
        joined.save(started(AUTHORITY));
        joined.save(started(AUTHORITY).at(Step.APPLIED, NOW.plusSeconds(1)));

        assertThat(joined.all()).extracting(Membership::step).containsExactly(Step.APPLIED);
    }

    @Test
    void givesADueAuthorityToOneCallerAndARefusedOneToNone() {
        joined.save(started(AUTHORITY));
        joined.save(started(OTHER).refused("no", NOW));

        assertThat(joined.claimDue(NOW, NOW.plusSeconds(30)))
                .extracting(Membership::authority)
                .containsExactly(AUTHORITY);
        assertThat(joined.claimDue(NOW, NOW.plusSeconds(30))).isEmpty();
    }

    @Test
    void listsAMemberOfTwoAuthoritiesOnce() {
        joined.save(started(AUTHORITY));
        joined.save(started(OTHER));
        directory.replace(AUTHORITY, List.of(member("builder"), member("parts")));
        directory.replace(OTHER, List.of(member("parts")));

        directory.replace(AUTHORITY, List.of(member("parts"), member("steel")));

        assertThat(directory.all()).containsExactly(member("parts"), member("steel"));
    }

    @Test
    void keepsTheNewestOfferOfAnIssuer() {
        offers.save(new CredentialOffer(AUTHORITY, List.of(new Offered("1", Optional.empty())), NOW));
        var newest = new CredentialOffer(AUTHORITY, List.of(new Offered("2", Optional.of("A"))), NOW.plusSeconds(1));

        offers.save(newest);

        assertThat(offers.all()).containsExactly(newest);
    }
}
