// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.identity.Claims.inside;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.Claims;
import org.sluis.extensions.identity.Claims.Change;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.OutboundDidDocuments;
import org.sluis.extensions.identity.did.OutboundDidDocuments.Leniency;
import org.sluis.extensions.identity.tokens.Party;

class JwtCredentialVerifierTest {

    private static final Did HOLDER = new Did("did:web:builder.example");
    private static final String LIST = "https://authority.example/status/1";

    private final MovableClock clock = new MovableClock();
    private final Claims claims = new Claims(clock);
    private final CountedOutbound web = new CountedOutbound();
    private final JwtCredentialVerifier verifier =
            new JwtCredentialVerifier(new OutboundDidDocuments(web, clock, new Leniency(false, did -> false)), clock);
    private final Party authority = Party.of("authority.example").publishedOn(web);

    private void refuses(String credential, String check) {
        assertThatThrownBy(() -> verifier.verify(credential, HOLDER))
                .isInstanceOf(RefusedCredentialException.class)
                .hasMessageContaining(check)
                .hasMessageNotContaining("eyJ");
    }

    private void refuses(Change change, String check) {
        refuses(claims.membership(authority, HOLDER, change), check);
    }

    @Test
    void acceptsACredentialOfTheOlderForm() throws RefusedCredentialException {
        var credential = claims.membership(
                authority, HOLDER, all -> inside(all, "vc").put("credentialStatus", Claims.status(LIST, 7)));

        var verified = verifier.verify(credential, HOLDER);

        assertThat(verified.types()).containsExactly("MembershipCredential");
        assertThat(verified.issuer()).isEqualTo(authority.did());
        assertThat(verified.subject()).isEqualTo(HOLDER);
        assertThat(verified.claims()).isEqualTo(Map.of("status", "active"));
        assertThat(verified.validUntil()).isEqualTo(clock.instant().plusSeconds(3600));
        assertThat(verified.status()).contains(new VerifiedCredential.Status(URI.create(LIST), 7, "revocation"));
        assertThat(verified.compact()).isEqualTo(credential);
    }

    @Test
    void acceptsACredentialOfTheNewerForm() throws RefusedCredentialException {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("id", "urn:uuid:1");
        payload.put("type", List.of("VerifiableCredential", "MembershipCredential"));
        payload.put("issuer", Map.of("id", authority.did().value(), "name", "the authority"));
        payload.put("validFrom", "2026-11-21T11:00:00Z");
        payload.put("validUntil", "2026-11-21T13:00:00+00:00");
        payload.put("credentialSubject", List.of(Map.of("id", HOLDER.value(), "role", "maker")));

        var verified = verifier.verify(Claims.sign(authority, "vc+jwt", payload), HOLDER);

        assertThat(verified.id()).contains("urn:uuid:1");
        assertThat(verified.claims()).isEqualTo(Map.of("role", "maker"));
        assertThat(verified.validUntil()).isEqualTo("2026-11-21T13:00:00Z");
    }

    @Test
    void takesTheSubjectFromTheCredentialAndNotFromTheToken() throws RefusedCredentialException {
        var credential = claims.membership(authority, HOLDER, all -> {
            all.put("sub", "urn:uuid:a-credential-id");
            inside(all, "vc").put("type", List.of("MembershipCredential"));
        });

        assertThat(verifier.verify(credential, HOLDER).subject()).isEqualTo(HOLDER);
    }

    @Test
    void refusesAForgedCredential() {
        var forger = Party.of("authority.example");

        refuses(claims.membership(forger, HOLDER, Claims.NONE), "key");
    }

    @Test
    void refusesAnotherSubject() {
        refuses(claims.membership(authority, new Did("did:web:other.example"), Claims.NONE), "subject");
        refuses(all -> inside(all, "vc").remove("credentialSubject"), "subject");
        refuses(
                all -> inside(all, "vc")
                        .put("credentialSubject", List.of(Map.of("id", HOLDER.value()), Map.of("id", HOLDER.value()))),
                "subject");
    }

    @Test
    void refusesAnIssuerThatDidNotSign() {
        refuses(all -> all.put("iss", "did:web:other.example"), "issuer");
        refuses(all -> inside(all, "vc").put("issuer", "did:web:other.example"), "issuer");
        refuses(all -> inside(all, "vc").put("issuer", Map.of("id", "did:web:authority.example.evil")), "issuer");
        refuses(all -> all.remove("iss"), "issuer");
    }

    @Test
    void refusesAKeyThatMayNotSignCredentials() {
        web.put(
                "https://authority.example/.well-known/did.json",
                "application/json",
                authority.document().replace("assertionMethod", "keyAgreement"));

        refuses(Claims.NONE, "assertionMethod");
    }

    @Test
    void refusesOutsideOfItsTimes() {
        var now = clock.instant();
        refuses(all -> all.put("exp", now.minusSeconds(30).getEpochSecond()), "expiry");
        refuses(
                all -> inside(all, "vc")
                        .put("expirationDate", now.minusSeconds(100).toString()),
                "expiry");
        refuses(all -> inside(all, "vc").put("validUntil", now.minusSeconds(100).toString()), "expiry");
        refuses(all -> all.put("nbf", now.plusSeconds(31).getEpochSecond()), "start");
        refuses(
                all -> inside(all, "vc")
                        .put("issuanceDate", now.plusSeconds(3600).toString()),
                "start");
        refuses(all -> inside(all, "vc").put("validFrom", "yesterday"), "validFrom");
    }

    @Test
    void toleratesThirtySecondsBetweenClocks() throws RefusedCredentialException {
        var credential = claims.membership(authority, HOLDER, Claims.NONE);
        clock.move(Duration.ofSeconds(3629));

        assertThat(verifier.verify(credential, HOLDER)).isNotNull();
    }

    @Test
    void refusesAStatusThatItCannotCheck() {
        refuses(all -> inside(all, "vc").put("credentialStatus", change("type", "StatusList2021Entry")), "status");
        refuses(all -> inside(all, "vc").put("credentialStatus", change("statusListIndex", "-1")), "status");
        refuses(all -> inside(all, "vc").put("credentialStatus", change("statusListIndex", "99999999999")), "status");
        refuses(all -> inside(all, "vc").put("credentialStatus", change("statusPurpose", "message")), "status");
        refuses(
                all -> inside(all, "vc").put("credentialStatus", change("statusListCredential", "file:///etc/passwd")),
                "status");
        refuses(
                all -> inside(all, "vc")
                        .put("credentialStatus", List.of(Claims.status(LIST, 1), Claims.status(LIST, 2))),
                "status");
        refuses(all -> inside(all, "vc").put("credentialStatus", "none"), "status");
    }

    private static Map<String, Object> change(String field, String value) {
        var status = Claims.status(LIST, 1);
        status.put(field, value);
        return status;
    }

    @Test
    void refusesASchemaThatItCannotCheck() {
        refuses(
                all -> inside(all, "vc").put("credentialSchema", Map.of("id", "https://evil.example/schema")),
                "schema");
        assertThat(web.asked()).hasSize(1);
    }

    @Test
    void refusesMixedForms() {
        var mixed = claims.credential(authority.did(), HOLDER, List.of("MembershipCredential"));

        refuses(Claims.sign(authority, "vc+jwt", mixed), "form");
    }

    @Test
    void refusesOtherTexts() {
        refuses("", "form");
        refuses("x".repeat(70_000), "size");
        refuses("{\"type\": \"MembershipCredential\"}", "form");
    }
}
