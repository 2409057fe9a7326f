// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.authority.issuance.CredentialRequest;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** Kill -9 between issuance and delivery. */
@Timeout(180)
class KilledIssuerTest {

    private static final Did HOLDER = new Did("did:web:steel.example");

    @TempDir
    Path folder;

    static void enrol(TestStores stores) {
        var firm = new Applicant(HOLDER, "steel", "Steel B.V.", "NL1", URI.create("https://steel.example/dsp"), "1.0");
        var check = Optional.of(new Member.Check("Anna", LocalDate.parse("2026-11-20")));
        // Enrolled already after a restart; that changes nothing.
        var unused = new PostgresMembers(stores.pool())
                .enrol(new Member(
                        firm, Standing.APPROVED, Instant.now(), Optional.empty(), Entitlements.NONE, check, ""));
    }

    static CredentialRequest request(Instant now) {
        return new CredentialRequest(
                UUID.randomUUID(),
                HOLDER,
                "pid",
                Set.of(Attestation.MEMBERSHIP),
                CredentialRequest.State.RECEIVED,
                now,
                0,
                "");
    }

    @Test
    void whatWasSentBeforeAKillIsSentAgainAsItWasAndCanBeWithdrawn() throws Exception {
        var sent = new HashMap<String, Set<String>>();
        var delivered = new HashSet<String>();
        for (int kill = 1; kill <= 3; kill++) {
            var company = CompanyProcess.issuing(folder);
            var wanted = delivered.size() + 10;
            for (var line = company.said(); line.isPresent(); line = company.said()) {
                var words = line.get().split(" ", 3);
                if (words[0].equals("sent") && words.length == 3) {
                    sent.computeIfAbsent(words[1], id -> new HashSet<>()).add(words[2]);
                    if (delivered.size() >= wanted) {
                        company.killWithServer();
                    }
                } else if (words[0].equals("delivered")) {
                    delivered.add(words[1]);
                }
            }
        }

        try (var database = EmbeddedDatabase.start(folder);
                var stores = TestStores.on(database.database())) {
            var issuances = new PostgresIssuances(stores.pool());
            var later = Instant.now().plusSeconds(60);
            for (var due = issuances.takeDue(later, Duration.ofHours(1));
                    due.isPresent();
                    due = issuances.takeDue(later, Duration.ofHours(1))) {
                for (var again : issuances.allocate(due.get().id(), later, later.plusSeconds(3600))) {
                    sent.computeIfAbsent(due.get().id().toString(), id -> new HashSet<>())
                            .add(again.id() + " " + again.index());
                }
                issuances.close(due.get().id(), CredentialRequest.State.ISSUED, "");
                delivered.add(due.get().id().toString());
            }

            // One credential for each request, whatever was killed in between, and each of them is known here.
            assertThat(delivered).hasSizeGreaterThanOrEqualTo(30);
            // A kill may come between the record that a request is done and the line that says so.
            assertThat(sent.keySet())
                    .allMatch(id -> delivered.contains(id) || isIssued(issuances, UUID.fromString(id)));
            assertThat(sent.values()).allMatch(ids -> ids.size() == 1);
            var known = new HashSet<String>();
            issuances.issuedTo(HOLDER).forEach(issuance -> known.add(issuance.id() + " " + issuance.index()));
            sent.values().forEach(ids -> assertThat(known).containsAll(ids));
            assertThat(new PostgresMembers(stores.pool())
                            .decide(
                                    HOLDER,
                                    new Member.Decision(Standing.REVOKED, Optional.empty(), Optional.empty(), ""),
                                    later))
                    .isPresent();
            assertThat(new PostgresStatusLists(stores.pool())
                            .find(1)
                            .orElseThrow()
                            .withdrawn()
                            .cardinality())
                    .isEqualTo(known.size());
        }
    }

    private static boolean isIssued(PostgresIssuances issuances, UUID request) {
        return issuances
                .find(request)
                .filter(found -> found.state() == CredentialRequest.State.ISSUED)
                .isPresent();
    }
}
