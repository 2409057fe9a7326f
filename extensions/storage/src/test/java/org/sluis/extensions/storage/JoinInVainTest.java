// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.authority.InMemoryAuthority;
import org.sluis.extensions.authority.ServedAuthority;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.onboarding.Invitation;
import org.sluis.extensions.identity.onboarding.Membership.Step;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.extensions.storage.JoiningFirm.Place;

/** What a person at a firm reads when joining does not go on: one line that says what is wrong and what to do. */
@Timeout(120)
class JoinInVainTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final InMemoryAuthority rows = new InMemoryAuthority();
    private final List<JoiningFirm> firms = new ArrayList<>();
    private final ShiftedClock clock = new ShiftedClock();
    private ServedAuthority authority;

    @BeforeEach
    void serve() throws Exception {
        authority = new ServedAuthority(0, Set.of(), rows, Files.createDirectory(folder.resolve("status")));
    }

    @AfterEach
    void stop() {
        firms.forEach(JoiningFirm::close);
        authority.close();
    }

    private JoiningFirm firm(String name) throws Exception {
        return firm(Place.free(Files.createTempDirectory(folder, "firm"), name), clock);
    }

    private JoiningFirm firm(Place place, Clock itsClock) throws Exception {
        var firm = new JoiningFirm(place, TestDatabase.migrated(), itsClock, itsClock, Halt.NEVER);
        firms.add(firm);
        return firm;
    }

    private void join(JoiningFirm firm, InvitationCode code) {
        firm.join(Invitation.of(code.url(authority.party.did)).orElseThrow());
    }

    private void isRefused(JoiningFirm firm, String why) throws InterruptedException {
        firm.workUntil(() -> firm.membership().step() == Step.REFUSED);
        says(firm, why);
    }

    private void isStuck(JoiningFirm firm, Step at, String why) throws InterruptedException {
        firm.workUntil(() -> firm.membership().problem().isPresent());
        assertThat(firm.membership().step()).isEqualTo(at);
        says(firm, why);
    }

    private static void says(JoiningFirm firm, String why) {
        assertThat(firm.problem()).contains(why).doesNotContain("\n", "Exception", "eyJ");
    }

    @Test
    void anExpiredInvitation() throws Exception {
        var firm = firm("steel");

        join(firm, authority.invite(Duration.ofSeconds(-1)));

        isRefused(firm, "the invitation has expired; ask the coordinator for a new one");
        assertThat(rows.list()).isEmpty();
    }

    @Test
    void anInvitationThatNobodyGave() throws Exception {
        var firm = firm("steel");

        join(firm, InvitationCode.random());

        isRefused(firm, "this authority gave no such invitation");
    }

    @Test
    void anInvitationThatAnotherFirmUsed() throws Exception {
        var code = authority.invite(HOUR);
        var first = firm("steel");
        join(first, code);
        first.workUntil(() -> first.membership().step() == Step.APPLIED);
        var second = firm("glass");

        join(second, code);

        isRefused(second, "the invitation was used by another firm");
        assertThat(rows.list()).hasSize(1);
    }

    @Test
    void aNewInvitationAfterARefusalIsUsed() throws Exception {
        var firm = firm("steel");
        join(firm, authority.invite(Duration.ofSeconds(-1)));
        isRefused(firm, "expired");

        join(firm, authority.invite(HOUR));

        firm.workUntil(() -> firm.membership().step() == Step.APPLIED);
        assertThat(firm.problem()).isEmpty();
    }

    @Test
    void twoFirmsWithTheSameName() throws Exception {
        var first = firm("Steel & Co");
        join(first, authority.invite(HOUR));
        first.workUntil(() -> first.membership().step() == Step.APPLIED);
        var second = firm("Steel Co");
        var code = authority.invite(HOUR);

        join(second, code);

        isRefused(second, "another firm has this short name here; choose another 'name'");
        assertThat(rows.list()).hasSize(1);
        // Its invitation is not lost: with another name it is taken.
        var renamed = firm("Steel Works");
        join(renamed, code);
        renamed.workUntil(() -> renamed.membership().step() == Step.APPLIED);
    }

    @Test
    void aClockThatIsWrong() throws Exception {
        clock.move(Duration.ofMinutes(-10));
        var firm = firm("steel");

        join(firm, authority.invite(HOUR));

        isStuck(firm, Step.INVITED, "seconds apart; set the clock of this machine");
        assertThat(firm.problem()).containsPattern("are (59|60)[0-9] seconds apart");
        clock.move(Duration.ofMinutes(10));
        firm.workUntil(() -> firm.membership().step() == Step.APPLIED);
        assertThat(rows.list()).hasSize(1);
    }

    @Test
    void aDidThatLeadsNowhere() throws Exception {
        var here = Place.free(Files.createTempDirectory(folder, "firm"), "steel");
        var gone = Place.free(folder, "gone").did();
        var moved = firm(new Place(gone, here.port(), here.folder(), here.name()), clock);

        join(moved, authority.invite(HOUR));

        isStuck(moved, Step.STARTED, "others cannot see our DID document");
        assertThat(moved.problem()).contains("check listeners.public.address");
    }

    @Test
    void aDidThatLeadsToSomebodyElse() throws Exception {
        var here = Place.free(Files.createTempDirectory(folder, "firm"), "steel");
        var moved = firm(new Place(authority.party.did, here.port(), here.folder(), here.name()), clock);
        var other = firm("other");

        moved.join(new Invitation(other.did, authority.invite(HOUR).value()));

        isStuck(moved, Step.STARTED, "leads to a document that is not ours");
    }

    @Test
    void anInvitationOfAFirmThatIsNoAuthority() throws Exception {
        var firm = firm("steel");
        var other = firm("other");

        firm.join(new Invitation(other.did, authority.invite(HOUR).value()));

        isStuck(firm, Step.REACHABLE, other.did + " is no authority");
    }

    @Test
    void anAuthorityThatIsDownAndComesBack() throws Exception {
        var code = authority.invite(HOUR);
        var firm = firm("steel");
        var port = Integer.parseInt(authority.party.address.replaceAll(".*:", ""));
        authority.close();

        join(firm, code);

        isStuck(firm, Step.REACHABLE, new Did("did:web:localhost%3A" + port).value());
        authority = new ServedAuthority(port, Set.of(), rows, folder.resolve("status"));
        firm.workUntil(() -> firm.membership().step() == Step.APPLIED);
    }

    @Test
    void anApplicationThatIsRefusedByAPerson() throws Exception {
        var firm = firm("steel");
        join(firm, authority.invite(HOUR));
        firm.workUntil(() -> firm.membership().step() == Step.APPLIED);

        authority.decide(firm.did, Standing.REFUSED);

        isRefused(firm, "did not approve the application (refused): a reason");
        assertThat(firm.held()).isEmpty();
    }
}
