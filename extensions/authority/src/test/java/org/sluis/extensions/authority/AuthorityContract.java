// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.authority.issuance.CredentialRequest;
import org.sluis.extensions.authority.issuance.Issuance;
import org.sluis.extensions.authority.issuance.Issuances;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Invitation;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Invitations;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Members.Obstacle;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.authority.status.StatusList;
import org.sluis.extensions.authority.status.StatusLists;
import org.sluis.extensions.identity.did.Did;

/** What every implementation of the authority's ports does. */
public abstract class AuthorityContract {

    /** All ports on the same, at first empty, rows. */
    public record Stores(Invitations invitations, Members members, Issuances issuances, StatusLists lists) {}

    protected static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Entitlements MAKER =
            new Entitlements(List.of("manufacturer", "carrier"), Optional.of("plant-1"));

    private Stores stores;

    protected abstract Stores empty();

    @BeforeEach
    void open() {
        stores = empty();
    }

    protected static Applicant applicant(String name) {
        return new Applicant(
                new Did("did:web:" + name + ".example"),
                name,
                "B.V. " + name,
                "NL" + name,
                URI.create("https://" + name + ".example/dsp"),
                "1.0");
    }

    private static Applicant applicant(String did, String name, String register) {
        return new Applicant(new Did(did), name, "B.V. " + name, register, URI.create("https://x.example/dsp"), "1.0");
    }

    private InvitationCode invite(Entitlements entitlements) {
        var code = InvitationCode.random();
        stores.invitations().add(List.of(invitation(code, NOW.plusSeconds(3600), entitlements)));
        return code;
    }

    protected static Invitation invitation(InvitationCode code, Instant expiry, Entitlements entitlements) {
        return new Invitation(
                UUID.randomUUID(),
                code.sha256(),
                NOW,
                expiry,
                "anna",
                Optional.of("Steel Works"),
                Optional.empty(),
                entitlements,
                false,
                Optional.empty());
    }

    private Members.Outcome apply(Applicant applicant, InvitationCode code) {
        return stores.members().apply(applicant, code.sha256(), NOW);
    }

    private static Members.Outcome refused(Obstacle obstacle) {
        return new Members.Refused(obstacle);
    }

    private Optional<Member> decide(Applicant applicant, Standing to) {
        var check = to == Standing.APPROVED
                ? Optional.of(new Member.Check("Anna de Vries", LocalDate.parse("2026-11-20")))
                : Optional.<Member.Check>empty();
        return stores.members()
                .decide(applicant.id(), new Member.Decision(to, Optional.empty(), check, "because"), NOW);
    }

    protected Applicant approved(String name, Entitlements entitlements) {
        var applicant = applicant(name);
        apply(applicant, invite(entitlements));
        assertThat(decide(applicant, Standing.APPROVED)).isPresent();
        return applicant;
    }

    protected UUID request(Applicant holder, String... types) {
        var id = UUID.randomUUID();
        stores.issuances()
                .open(new CredentialRequest(
                        id, holder.id(), "holder-1", Set.of(types), CredentialRequest.State.RECEIVED, NOW, 0, ""));
        return id;
    }

    private List<Issuance> allocate(UUID request) {
        return stores.issuances().allocate(request, NOW, NOW.plus(Duration.ofDays(90)));
    }

    @Test
    void findsAnInvitationByItsCodeAsItWasStored() {
        var code = InvitationCode.random();
        var invitation = invitation(code, NOW.plusSeconds(60), MAKER);

        stores.invitations().add(List.of(invitation));

        assertThat(stores.invitations().byCode(code.sha256())).contains(invitation);
        assertThat(stores.invitations().byCode(InvitationCode.random().sha256()))
                .isEmpty();
        assertThat(stores.invitations().list(10)).containsExactly(invitation);
    }

    @Test
    void anApplicationUsesItsInvitationUpAndTakesItsEntitlements() {
        var code = invite(MAKER);

        var outcome = apply(applicant("steel"), code);

        var member = stores.members().find(applicant("steel").id()).orElseThrow();
        assertThat(outcome).isEqualTo(new Members.Received(member));
        assertThat(member.standing()).isEqualTo(Standing.APPLIED);
        assertThat(member.entitlements()).isEqualTo(MAKER);
        assertThat(stores.invitations().byCode(code.sha256()).orElseThrow().usedBy())
                .contains(member.id());
        assertThat(apply(applicant("other"), code)).isEqualTo(refused(Obstacle.CODE_USED));
    }

    @Test
    void theSameApplicationAgainChangesNothing() {
        var code = invite(MAKER);
        apply(applicant("steel"), code);
        decide(applicant("steel"), Standing.APPROVED);

        var again = apply(applicant("steel"), code);

        assertThat(again)
                .isEqualTo(new Members.Repeated(
                        stores.members().find(applicant("steel").id()).orElseThrow()));
        assertThat(stores.members().list()).hasSize(1);
    }

    @Test
    void refusesCodesThatAreUnknownExpiredOrWithdrawn() {
        var expired = InvitationCode.random();
        var withdrawn = invitation(InvitationCode.random(), NOW.plusSeconds(60), Entitlements.NONE);
        stores.invitations().add(List.of(invitation(expired, NOW, Entitlements.NONE), withdrawn));
        assertThat(stores.invitations().withdraw(withdrawn.id())).isTrue();

        assertThat(apply(applicant("a"), InvitationCode.random())).isEqualTo(refused(Obstacle.CODE_UNKNOWN));
        assertThat(apply(applicant("a"), expired)).isEqualTo(refused(Obstacle.CODE_EXPIRED));
        assertThat(stores.members().apply(applicant("a"), withdrawn.codeSha256(), NOW))
                .isEqualTo(refused(Obstacle.CODE_WITHDRAWN));
        assertThat(stores.members().list()).isEmpty();
    }

    @Test
    void aUsedInvitationIsNotWithdrawn() {
        apply(applicant("steel"), invite(Entitlements.NONE));

        assertThat(stores.invitations()
                        .withdraw(stores.invitations().list(1).get(0).id()))
                .isFalse();
        assertThat(stores.invitations().withdraw(UUID.randomUUID())).isFalse();
    }

    @Test
    void refusesASecondFirmOfTheSameNameOrRegisterNumberAndKeepsItsInvitation() {
        apply(applicant("did:web:a.example", "steel", "NL1"), invite(Entitlements.NONE));
        var code = invite(Entitlements.NONE);

        assertThat(apply(applicant("did:web:b.example", "steel", "NL2"), code)).isEqualTo(refused(Obstacle.NAME_TAKEN));
        assertThat(apply(applicant("did:web:b.example", "other", "nl1"), code))
                .isEqualTo(refused(Obstacle.REGISTER_NUMBER_TAKEN));
        assertThat(apply(applicant("did:web:a.example", "other", "NL2"), code))
                .isEqualTo(refused(Obstacle.KNOWN_ALREADY));
        assertThat(apply(applicant("did:web:b.example", "other", "NL2"), code)).isInstanceOf(Members.Received.class);
    }

    @Test
    void aRefusedFirmMayBeInvitedAgain() {
        apply(applicant("did:web:a.example", "steel", "NL1"), invite(Entitlements.NONE));
        decide(applicant("did:web:a.example", "steel", "NL1"), Standing.REFUSED);

        var again = apply(applicant("did:web:a.example", "steel", "NL2"), invite(Entitlements.NONE));

        assertThat(again).isInstanceOf(Members.Received.class);
        assertThat(stores.members().named("steel").orElseThrow().firm().registerNumber())
                .isEqualTo("NL2");
    }

    @Test
    void oneOfManyConcurrentApplicationsWithOneCodeIsReceived() throws Exception {
        var code = invite(Entitlements.NONE);
        var tasks = new ArrayList<Callable<Members.Outcome>>();
        for (var i = 0; i < 16; i++) {
            var firm = applicant("firm" + i);
            tasks.add(() -> stores.members().apply(firm, code.sha256(), NOW));
        }
        var threads = Executors.newFixedThreadPool(8);

        var outcomes = threads.invokeAll(tasks);

        threads.shutdown();
        var received = 0;
        for (var outcome : outcomes) {
            received += outcome.get() instanceof Members.Received ? 1 : 0;
        }
        assertThat(received).isEqualTo(1);
        assertThat(stores.members().list()).hasSize(1);
    }

    @Test
    void takesOnlyStepsThatAre() {
        var steel = applicant("steel");
        apply(steel, invite(Entitlements.NONE));

        assertThat(decide(steel, Standing.SUSPENDED)).isEmpty();
        assertThat(decide(steel, Standing.REVOKED)).isEmpty();
        assertThat(decide(applicant("nobody"), Standing.APPROVED)).isEmpty();
        assertThat(decide(steel, Standing.APPROVED)).isPresent();
        assertThat(decide(steel, Standing.REFUSED)).isEmpty();
        assertThat(decide(steel, Standing.SUSPENDED)).isPresent();
        assertThat(decide(steel, Standing.APPROVED)).isPresent();
        assertThat(decide(steel, Standing.REVOKED).orElseThrow().reason()).isEqualTo("because");
        assertThat(decide(steel, Standing.APPROVED)).isEmpty();
    }

    @Test
    void keepsWhoCheckedAndWhen() {
        approved("steel", MAKER);

        var member = stores.members().named("did:web:steel.example").orElseThrow();

        assertThat(member.check()).contains(new Member.Check("Anna de Vries", LocalDate.parse("2026-11-20")));
        assertThat(member.firm()).isEqualTo(applicant("steel"));
        assertThat(stores.members().list()).containsExactly(member);
    }

    @Test
    void enrolsByHandWhatIsNotKnown() {
        var member = new Member(
                applicant("stock"), Standing.APPROVED, NOW, Optional.empty(), MAKER, Optional.empty(), "by hand");

        assertThat(stores.members().enrol(member)).isEmpty();
        assertThat(stores.members().enrol(member)).contains(Obstacle.KNOWN_ALREADY);
        assertThat(stores.members().find(member.id())).contains(member);
    }

    @Test
    void allocatesWhatTheMemberIsEntitledToAndWasAskedForAndTheSameWhenRepeated() {
        var request = request(approved("steel", MAKER), Attestation.MEMBERSHIP, Attestation.ROLE);

        var allocated = allocate(request);
        var repeated = allocate(request);

        assertThat(allocated)
                .extracting(issuance -> issuance.attestation().type())
                .containsExactlyInAnyOrder(Attestation.MEMBERSHIP, Attestation.ROLE, Attestation.ROLE);
        assertThat(repeated).containsExactlyInAnyOrderElementsOf(allocated);
        assertThat(stores.issuances().issuedTo(applicant("steel").id())).hasSize(3);
        assertThat(allocated).extracting(Issuance::index).doesNotHaveDuplicates();
    }

    @Test
    void allocatesNothingToFirmsThatAreNotApproved() {
        var applied = applicant("applied");
        apply(applied, invite(MAKER));
        var suspended = approved("suspended", MAKER);
        var before = request(suspended, Attestation.MEMBERSHIP);
        allocate(before);
        decide(suspended, Standing.SUSPENDED);

        assertThat(allocate(request(applied, Attestation.MEMBERSHIP))).isEmpty();
        assertThat(allocate(request(suspended, Attestation.MEMBERSHIP))).isEmpty();
        assertThat(allocate(before)).isEmpty();
        assertThat(allocate(request(applicant("stranger"), Attestation.MEMBERSHIP)))
                .isEmpty();
    }

    @Test
    void suspensionSetsTheBitsOfAllItsCredentialsAndOfNoOther() {
        var other = allocate(request(approved("other", MAKER), Attestation.MEMBERSHIP));
        var steel = approved("steel", MAKER);
        var issued = allocate(request(steel, Attestation.MEMBERSHIP, Attestation.ROLE, Attestation.CONNECTOR));
        var before = stores.lists().versions();

        decide(steel, Standing.SUSPENDED);

        assertThat(issued).hasSize(4).allMatch(this::isWithdrawn);
        assertThat(other).noneMatch(this::isWithdrawn);
        assertThat(stores.lists().versions().get(issued.get(0).list()))
                .isGreaterThan(before.get(issued.get(0).list()));
    }

    private boolean isWithdrawn(Issuance issuance) {
        return stores.lists().find(issuance.list()).orElseThrow().withdrawn().get(issuance.index());
    }

    @Test
    void reinstatementGivesNoOldCredentialBack() {
        var steel = approved("steel", MAKER);
        var old = allocate(request(steel, Attestation.MEMBERSHIP));
        decide(steel, Standing.SUSPENDED);

        decide(steel, Standing.APPROVED);

        assertThat(old).allMatch(this::isWithdrawn);
        assertThat(allocate(request(steel, Attestation.MEMBERSHIP))).hasSize(1).noneMatch(this::isWithdrawn);
    }

    @Test
    void aRoleThatIsTakenAwayIsWithdrawnAndTheRestStays() {
        var steel = approved("steel", MAKER);
        var issued = allocate(request(steel, Attestation.MEMBERSHIP, Attestation.ROLE));

        stores.members()
                .decide(
                        steel.id(),
                        new Member.Decision(
                                Standing.APPROVED,
                                Optional.of(new Entitlements(List.of("carrier"), Optional.empty())),
                                Optional.empty(),
                                ""),
                        NOW);

        assertThat(issued.stream().filter(this::isWithdrawn))
                .singleElement()
                .satisfies(gone -> assertThat(gone.attestation().claims()).containsEntry("role", "manufacturer"));
    }

    @Test
    void indicesTellNothingOfTheirOrder() {
        var steel = approved("steel", MAKER);
        var indices = new HashSet<Integer>();
        var ascending = 0;
        var last = -1;
        for (var i = 0; i < 40; i++) {
            var index = allocate(request(steel, Attestation.MEMBERSHIP)).get(0).index();
            ascending += index > last ? 1 : 0;
            last = index;
            indices.add(index);
        }

        assertThat(indices).hasSize(40).allMatch(index -> index >= 0 && index < StatusList.LENGTH);
        // 40 of 40 in order has a chance of 1 in 40 factorial.
        assertThat(ascending).isLessThan(40);
        assertThat(indices.stream().mapToInt(i -> i).max().orElseThrow()).isGreaterThan(1_000);
    }

    @Test
    void aTakenRequestIsDueForOthersOnlyAfterItsLease() {
        var id = request(approved("steel", MAKER), Attestation.MEMBERSHIP);

        assertThat(stores.issuances().takeDue(NOW, LEASE).orElseThrow().id()).isEqualTo(id);
        assertThat(stores.issuances().takeDue(NOW.plusSeconds(29), LEASE)).isEmpty();
        assertThat(stores.issuances().takeDue(NOW.plusSeconds(31), LEASE)).isPresent();
    }

    @Test
    void aPostponedRequestIsDueLaterAndCountsItsAttempts() {
        var id = request(approved("steel", MAKER), Attestation.MEMBERSHIP);
        stores.issuances().takeDue(NOW, LEASE);

        stores.issuances().postpone(id, NOW.plusSeconds(5), "away");

        assertThat(stores.issuances().takeDue(NOW.plusSeconds(4), LEASE)).isEmpty();
        var due = stores.issuances().takeDue(NOW.plusSeconds(5), LEASE).orElseThrow();
        assertThat(due.attempts()).isEqualTo(1);
        assertThat(due.note()).isEqualTo("away");
        assertThat(due.types()).containsExactly(Attestation.MEMBERSHIP);
    }

    @Test
    void findsARequestByItsHoldersIdUntilItIsEnded() {
        var steel = approved("steel", MAKER);
        var request =
                stores.issuances().find(request(steel, Attestation.MEMBERSHIP)).orElseThrow();

        assertThat(stores.issuances().pending(steel.id(), request.holderPid())).contains(request);
        assertThat(stores.issuances().pending(steel.id(), "another")).isEmpty();
        assertThat(stores.issuances().pending(approved("other", MAKER).id(), request.holderPid()))
                .isEmpty();
        stores.issuances().close(request.id(), CredentialRequest.State.ISSUED, "");
        assertThat(stores.issuances().pending(steel.id(), request.holderPid())).isEmpty();
    }

    @Test
    void aClosedRequestIsNeverDueAndKeepsItsFirstEnd() {
        var id = request(approved("steel", MAKER), Attestation.MEMBERSHIP);

        stores.issuances().close(id, CredentialRequest.State.ISSUED, "");
        stores.issuances().close(id, CredentialRequest.State.REJECTED, "late");

        assertThat(stores.issuances().takeDue(NOW.plus(Duration.ofDays(1)), LEASE))
                .isEmpty();
        assertThat(stores.issuances().find(id).orElseThrow().state()).isEqualTo(CredentialRequest.State.ISSUED);
        assertThat(allocate(id)).isEmpty();
    }

    @Test
    void countsTheRequestsOfAHolder() {
        var steel = approved("steel", MAKER);
        request(steel, Attestation.MEMBERSHIP);
        request(steel, Attestation.ROLE);
        request(approved("other", MAKER), Attestation.ROLE);

        assertThat(stores.issuances().openedSince(steel.id(), NOW.minusSeconds(1)))
                .isEqualTo(2);
        assertThat(stores.issuances().openedSince(steel.id(), NOW.plusSeconds(1)))
                .isZero();
    }
}
