// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Invitation;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.testkit.InMemoryAgreements;

/** An authority that listens, on its ports in memory. */
public final class ServedAuthority implements AutoCloseable {

    public final ServedParty party;
    public final InMemoryAuthority rows;
    public final AuthoritySettings settings;
    public final InMemoryAgreements agreements = new InMemoryAgreements();
    private final Authority authority;

    public ServedAuthority(Path folder) throws Exception {
        this(0, Set.of(), new InMemoryAuthority(), folder);
    }

    public ServedAuthority(int port, Set<Did> insecurePeers, InMemoryAuthority rows, Path folder) throws Exception {
        this.party = new ServedParty(port, insecurePeers);
        this.rows = rows;
        this.settings = new AuthoritySettings(
                party.did,
                "The Chain",
                URI.create(party.address),
                new AuthoritySettings.Rulebook("1.0", Optional.of("https://chain.example/rulebook")),
                Duration.ofDays(90));
        this.authority = new Authority(
                settings,
                party.identity,
                party.outbound,
                new Authority.Ports(rows, rows, rows, rows),
                folder,
                Clock.systemUTC());
        for (var entry : authority.resources().entrySet()) {
            party.serve(entry.getKey(), entry.getValue());
        }
        authority.services().forEach(party::name);
        authority.start();
    }

    public List<Object> management() {
        return authority.management(agreements);
    }

    public InvitationCode invite(Duration valid) {
        var code = InvitationCode.random();
        rows.add(List.of(new Invitation(
                UUID.randomUUID(),
                code.sha256(),
                Instant.now(),
                Instant.now().plus(valid),
                "anna",
                Optional.of("Steel Works B.V."),
                Optional.empty(),
                new Entitlements(List.of("manufacturer"), Optional.of("plant-1")),
                false,
                Optional.empty())));
        return code;
    }

    /** What a coordinator does by hand. */
    public void enrol(Did firm, String name, Entitlements entitlements) {
        var applicant = new Applicant(firm, name, name + " B.V.", "NL-" + name, URI.create(party.address), "1.0");
        var obstacle = rows.enrol(new Member(
                applicant,
                Standing.APPROVED,
                Instant.now(),
                Optional.empty(),
                entitlements,
                Optional.of(new Member.Check("Anna", LocalDate.parse("2026-11-20"))),
                ""));
        if (obstacle.isPresent()) {
            throw new IllegalStateException(obstacle.get().name());
        }
    }

    public void decide(Did firm, Standing to) {
        var decision = new Member.Decision(to, Optional.empty(), Optional.empty(), "a reason");
        if (rows.decide(firm, decision, Instant.now()).isEmpty()) {
            throw new IllegalStateException("not possible: " + to);
        }
    }

    @Override
    public void close() {
        authority.close();
        party.close();
    }

    /** Serves at the port {@code arguments[0]} for a conformance suite whose holder is {@code arguments[1]}, until input ends. */
    public static void main(String[] arguments) throws Exception {
        var holder = new Did(arguments[1]);
        try (var served = new ServedAuthority(
                Integer.parseInt(arguments[0]),
                Set.of(holder, new Did(arguments[2])),
                new InMemoryAuthority(),
                Path.of(arguments[3]))) {
            served.enrol(holder, "suite", new Entitlements(List.of(), Optional.of("suite")));
            System.out.println("ready " + served.party.did);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
