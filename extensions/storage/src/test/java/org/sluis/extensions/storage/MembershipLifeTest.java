// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.authority.InMemoryAuthority;
import org.sluis.extensions.authority.ServedAuthority;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.onboarding.Invitation;
import org.sluis.extensions.identity.onboarding.Membership.Step;
import org.sluis.extensions.identity.wallet.CredentialRequest;
import org.sluis.extensions.identity.wallet.CredentialRequest.State;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.extensions.storage.JoiningFirm.Place;

/** A member and its authority over HTTP: what changes without a person at the firm. */
@Timeout(120)
class MembershipLifeTest {

    @TempDir
    Path folder;

    private final InMemoryAuthority rows = new InMemoryAuthority();
    private final ShiftedClock later = new ShiftedClock();
    private ServedAuthority authority;
    private JoiningFirm firm;

    @BeforeEach
    void becomeAMember() throws Exception {
        authority = new ServedAuthority(0, Set.of(), rows, Files.createDirectory(folder.resolve("status")));
        firm = new JoiningFirm(
                Place.free(folder, "steel"), TestDatabase.migrated(), Clock.systemUTC(), later, Halt.NEVER);
        firm.join(Invitation.of(authority.invite(Duration.ofHours(1)).url(authority.party.did))
                .orElseThrow());
        firm.workUntil(() -> firm.membership().step() == Step.APPLIED);
        authority.decide(firm.did, Standing.APPROVED);
        firm.workUntil(() -> firm.membership().step() == Step.MEMBER);
        assertThat(firm.current()).isEqualTo(3);
    }

    @AfterEach
    void stop() {
        firm.close();
        authority.close();
    }

    private CredentialRequest newestRequest() {
        return firm.wallet.ports().requests().newest(authority.party.did).orElseThrow();
    }

    private void passMinutes(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            later.move(Duration.ofMinutes(1));
            firm.work();
        }
    }

    @Test
    void aReinstatedMemberHasNewCredentialsWithoutAPersonAtTheFirm() throws Exception {
        var before = firm.held();
        authority.decide(firm.did, Standing.SUSPENDED);
        passMinutes(60);
        assertThat(firm.current()).isZero();
        assertThat(newestRequest().reason().orElse("")).contains("the membership is suspended");
        // More and more seldom, at last each ten minutes.
        assertThat(newestRequest().attempts()).isBetween(8, 20);
        assertThat(rows.issuedTo(firm.did)).hasSize(3);

        authority.decide(firm.did, Standing.APPROVED);
        later.move(Duration.ofMinutes(10));
        firm.workUntil(() -> newestRequest().state() == State.ISSUED);

        assertThat(firm.current()).isEqualTo(3);
        assertThat(firm.held()).hasSize(3).doesNotContainAnyElementsOf(before);
        assertThat(rows.issuedTo(firm.did)).hasSize(6);
    }

    @Test
    void aMemberWhoseCredentialsHoldAsksForNothing() {
        passMinutes(60);

        assertThat(rows.issuedTo(firm.did)).hasSize(3);
        assertThat(newestRequest().state()).isEqualTo(State.ISSUED);
    }

    @Test
    void anAuthorityThatIsAwayWithdrawsNothing() throws Exception {
        var port = port();
        authority.close();
        passMinutes(60);
        authority = again(port);

        passMinutes(1);

        assertThat(rows.issuedTo(firm.did)).hasSize(3);
        assertThat(firm.held()).hasSize(3);
    }

    @Test
    void credentialsAreRenewedWhenAnAuthorityThatWasDownIsBack() throws Exception {
        var before = firm.held();
        var port = port();
        authority.close();
        later.move(Duration.ofDays(61));
        passMinutes(60);
        assertThat(newestRequest().state()).isEqualTo(State.REQUESTED);
        assertThat(newestRequest().reason().orElse(""))
                .contains(authority.party.did.value())
                .doesNotContain("\n");
        assertThat(firm.held()).isEqualTo(before);

        authority = again(port);
        later.move(Duration.ofMinutes(10));
        firm.workUntil(() -> newestRequest().state() == State.ISSUED);

        assertThat(firm.held()).hasSize(3).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aFirmMayBelongToTwoAuthoritiesAndLosesOnlyWhatOneOfThemWithdraws() throws Exception {
        var folderOfOther = Files.createDirectory(folder.resolve("other-status"));
        try (var other = new ServedAuthority(0, Set.of(), new InMemoryAuthority(), folderOfOther)) {
            firm.join(Invitation.of(other.invite(Duration.ofHours(1)).url(other.party.did))
                    .orElseThrow());
            firm.workUntil(() -> step(other) == Step.APPLIED);
            other.decide(firm.did, Standing.APPROVED);
            firm.workUntil(() -> step(other) == Step.MEMBER);

            assertThat(firm.current()).isEqualTo(6);
            assertThat(firm.wallet.identity().issuers().all()).contains(authority.party.did, other.party.did);

            other.decide(firm.did, Standing.REVOKED);
            passMinutes(2);

            assertThat(firm.current()).isEqualTo(3);
            assertThat(step(authority)).isEqualTo(Step.MEMBER);
        }
    }

    private Step step(ServedAuthority of) {
        return firm.wallet
                .ports()
                .memberships()
                .find(of.party.did)
                .orElseThrow()
                .step();
    }

    private int port() {
        return Integer.parseInt(authority.party.address.replaceAll(".*:", ""));
    }

    private ServedAuthority again(int port) throws Exception {
        return new ServedAuthority(port, Set.of(), rows, folder.resolve("status"));
    }
}
