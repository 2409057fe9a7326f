// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.Claims;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.credentials.StatusListCopies.Received;
import org.sluis.extensions.identity.tokens.Party;

/** The authority's host is down, and we restart: what was known counts up to its greatest age, here a day, and no longer. */
class AuthorityOutageTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final String DOCUMENT = "https://authority.example/.well-known/did.json";

    private final TwoParties parties = new TwoParties();

    @BeforeEach
    void knowTheHolder() throws RefusedPresentationException {
        parties.web.put(
                TwoParties.LIST,
                "application/vc+jwt",
                parties.claims.statusList(parties.authority, TwoParties.LIST, Claims.NONE, 3));
        present(7);
        meet(parties.self);
        assertThat(isCurrent(parties.self)).isTrue();
    }

    private void present(int index) {
        var membership = parties.claims.membership(parties.authority, parties.holder.did(), all -> {
            all.put("exp", parties.clock.instant().plus(Duration.ofDays(9)).getEpochSecond());
            Claims.inside(all, "vc").put("credentialStatus", Claims.status(TwoParties.LIST, index));
        });
        parties.answer(parties.presentation(membership));
    }

    private void meet(Identity process) throws RefusedPresentationException {
        process.presentations().require(parties.holder.did(), "access", Set.of());
    }

    private boolean isCurrent(Identity process) {
        return !process.partyCredentials().current(parties.holder.did().value()).isEmpty();
    }

    private void takeTheAuthorityDown() {
        parties.web.remove(TwoParties.LIST);
        parties.web.remove(DOCUMENT);
    }

    @Test
    void whatWasPresentedBeforeARestartHoldsWithoutAskingAnybody() {
        takeTheAuthorityDown();
        var asked = parties.web.asked().size();

        assertThat(isCurrent(parties.process())).isTrue();

        assertThat(parties.web.asked()).hasSize(asked);
    }

    @Test
    void whatIsPresentedAfterARestartIsVerifiedByWhatIsKnown() throws RefusedPresentationException {
        takeTheAuthorityDown();
        var restarted = parties.process();
        parties.clock.move(DAY.minusSeconds(1));
        present(8);

        meet(restarted);

        assertThat(isCurrent(restarted)).isTrue();
    }

    @Test
    void whatWasRevokedBeforeARestartStaysRevoked() {
        takeTheAuthorityDown();
        var restarted = parties.process();
        parties.clock.move(Duration.ofMinutes(2));
        present(3);

        assertThatThrownBy(() -> meet(restarted)).hasMessageContaining("credentials: not all of");
    }

    @Test
    void afterItsGreatestAgeNothingIsCurrent() {
        takeTheAuthorityDown();
        var restarted = parties.process();
        assertThat(isCurrent(restarted)).isTrue();

        parties.clock.move(DAY);

        assertThat(isCurrent(restarted)).isFalse();
        assertThat(isCurrent(parties.process())).isFalse();
        present(7);
        assertThatThrownBy(() -> meet(restarted)).isInstanceOf(RefusedPresentationException.class);
    }

    @Test
    void aRestartDoesNotMakeYoungWhatIsOld() {
        takeTheAuthorityDown();
        for (int hour = 0; hour < 24; hour++) {
            assertThat(isCurrent(parties.process())).isTrue();
            parties.clock.move(Duration.ofHours(1));
        }

        assertThat(isCurrent(parties.process())).isFalse();
    }

    @Test
    void aListThatSomebodyPutIntoTheDatabaseIsNotBelieved() {
        var impostor = Party.of("authority.example");
        var forged = parties.claims.statusList(impostor, TwoParties.LIST, Claims.NONE);
        parties.lists.save(
                URI.create(TwoParties.LIST),
                parties.authority.did(),
                new Received(forged, parties.clock.instant().plusSeconds(1)));
        takeTheAuthorityDown();

        assertThat(isCurrent(parties.process())).isFalse();
    }

    @Test
    void aHolderWhoseHostDoesNotAnswerIsNotLetIn() {
        parties.web.remove("https://builder.example/.well-known/did.json");
        var restarted = parties.process();
        parties.clock.move(Duration.ofMinutes(2));

        assertThatThrownBy(() -> meet(restarted)).isInstanceOf(RefusedPresentationException.class);
    }
}
