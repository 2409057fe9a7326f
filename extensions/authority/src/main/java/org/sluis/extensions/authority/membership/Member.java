// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;

/**
 * A firm that applied, and what was decided.
 *
 * @param invitation that it used; empty if the coordinator enrolled it by hand
 * @param check who looked the firm up in the trade register; empty before approval
 * @param reason of the last decision, in plain words; may be empty
 */
public record Member(
        Applicant firm,
        Standing standing,
        Instant appliedAt,
        Optional<UUID> invitation,
        Entitlements entitlements,
        Optional<Check> check,
        String reason) {

    /** Legal name and register number were checked by a person on a day. */
    public record Check(String by, LocalDate on) {}

    public Did id() {
        return firm.id();
    }

    /** What is attested of this member, if it is approved; nothing otherwise. */
    public List<Attestation> attestations() {
        if (standing != Standing.APPROVED) {
            return List.of();
        }
        var all = new ArrayList<Attestation>();
        all.add(new Attestation(Attestation.MEMBERSHIP, membership()));
        entitlements.roles().forEach(role -> all.add(new Attestation(Attestation.ROLE, Map.of("role", role))));
        entitlements
                .connector()
                .ifPresent(name -> all.add(new Attestation(Attestation.CONNECTOR, Map.of("connector", name))));
        return List.copyOf(all);
    }

    /** The name of the person who checked stays with the authority: every partner sees a credential. */
    private Map<String, String> membership() {
        var claims = new HashMap<String, String>();
        claims.put("status", "active");
        claims.put("name", firm.name());
        claims.put("legalName", firm.legalName());
        claims.put("registerNumber", firm.registerNumber());
        claims.put("rulebook", firm.rulebookVersion());
        check.ifPresent(done -> claims.put("checkedOn", done.on().toString()));
        return claims;
    }

    /** The same after a decision. */
    public Member after(Decision decision) {
        return new Member(
                firm,
                decision.to(),
                appliedAt,
                invitation,
                decision.entitlements().orElse(entitlements),
                decision.check().or(() -> check),
                decision.reason());
    }

    /**
     * A step that a person takes.
     *
     * @param entitlements new ones; empty to leave them
     */
    public record Decision(Standing to, Optional<Entitlements> entitlements, Optional<Check> check, String reason) {}
}
