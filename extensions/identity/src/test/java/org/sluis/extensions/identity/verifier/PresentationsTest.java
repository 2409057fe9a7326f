// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.identity.Claims.inside;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.Claims;
import org.sluis.extensions.identity.Claims.Change;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.Party;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.policies.decision.Facts;

class PresentationsTest {

    private final TwoParties parties = new TwoParties();
    private final Did holder = parties.holder.did();

    private void require(String... demanded) throws RefusedPresentationException {
        parties.self.presentations().require(holder, "access", Set.of(demanded));
    }

    private void refuses(String check) {
        assertThatThrownBy(() -> require())
                .isInstanceOf(RefusedPresentationException.class)
                .hasMessageContaining(check)
                .hasMessageNotContaining("eyJ");
        assertThat(parties.self.partyCredentials().current(holder.value())).isEmpty();
    }

    private void refusesPresentation(Change change, String check) {
        parties.answer(
                parties.claims.presentation(parties.holder, TwoParties.SELF, List.of(parties.membership()), change));
        refuses(check);
    }

    private List<Facts.Credential> current() {
        return parties.self.partyCredentials().current(holder.value());
    }

    @Test
    void takesAMembershipAsAFact() throws RefusedPresentationException {
        parties.answer(parties.presentation(parties.membership()));

        require();

        assertThat(current()).singleElement().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo("MembershipCredential");
            assertThat(fact.issuer()).isEqualTo("did:web:authority.example");
            assertThat(fact.claims()).isEqualTo(Map.of("status", "active"));
            assertThat(fact.id()).isPresent();
        });
        assertThat(parties.askedScopes())
                .containsExactly(
                        "org.eclipse.dspace.dcp.vc.type:MembershipCredential:read",
                        "org.eclipse.dspace.dcp.vc.type:RoleCredential:read");
    }

    @Test
    void takesAPresentationOfTheNewerForm() throws RefusedPresentationException {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("type", "VerifiablePresentation");
        payload.put("holder", holder.value());
        payload.put("aud", TwoParties.SELF.value());
        payload.put("exp", parties.clock.instant().getEpochSecond() + 60);
        payload.put(
                "verifiableCredential",
                List.of(Map.of(
                        "type",
                        "EnvelopedVerifiableCredential",
                        "id",
                        "data:application/vc+jwt," + parties.membership())));
        parties.answer(Claims.sign(parties.holder, "vp+jwt", payload));

        require();

        assertThat(current()).hasSize(1);
    }

    @Test
    void asksOnceAMinute() throws RefusedPresentationException {
        parties.answer(parties.presentation(parties.membership()));
        require();
        parties.clock.move(Duration.ofSeconds(59));
        require();
        assertThat(parties.queries()).isEqualTo(1);

        parties.clock.move(Duration.ofSeconds(1));
        require();

        assertThat(parties.queries()).isEqualTo(2);
    }

    @Test
    void refusesAHolderThatNoLongerShowsItsMembership() throws RefusedPresentationException {
        parties.answer(parties.presentation(parties.membership()));
        require();
        parties.answer(parties.presentation());
        parties.clock.move(Duration.ofSeconds(60));

        assertThatThrownBy(() -> require()).hasMessageContaining("MembershipCredential");
    }

    @Test
    void asksForWhatAPolicyLooksAtAndLetsThePolicyDecide() throws RefusedPresentationException {
        parties.answer(parties.presentation(parties.membership()));
        require();

        require("LabelCredential");

        assertThat(current()).extracting(Facts.Credential::type).containsExactly("MembershipCredential");
        assertThat(parties.askedScopes()).contains("org.eclipse.dspace.dcp.vc.type:LabelCredential:read");
    }

    @Test
    void refusesWithoutTheMembership() {
        parties.answer(parties.presentation());
        refuses("MembershipCredential");

        parties.answer(parties.presentation(Claims.sign(
                parties.authority,
                "JWT",
                parties.claims.credential(parties.authority.did(), holder, List.of("RoleCredential")))));
        refuses("MembershipCredential");
    }

    @Test
    void countsATypeOnlyFromAnIssuerTrustedForIt() throws RefusedPresentationException {
        parties.answer(parties.presentation(Claims.sign(
                parties.authority,
                "JWT",
                parties.claims.credential(
                        parties.authority.did(), holder, List.of("MembershipCredential", "RoleCredential")))));
        require();
        assertThat(current()).extracting(Facts.Credential::type).containsExactly("MembershipCredential");

        parties.joined.put(parties.authority.did(), Set.of("RoleCredential"));

        assertThat(current())
                .extracting(Facts.Credential::type)
                .containsExactly("MembershipCredential", "RoleCredential");
    }

    @Test
    void asksNobodyAboutIssuersThatAreNotTrusted() throws RefusedPresentationException {
        var stranger = Party.of("stranger.example").publishedOn(parties.web);
        var foreign = parties.claims.membership(stranger, holder, Claims.NONE);
        parties.answer(parties.presentation(foreign, parties.membership()));

        require();

        assertThat(current()).hasSize(1);
        assertThat(parties.web.asked()).noneMatch(uri -> uri.getHost().equals("stranger.example"));
        parties.clock.move(Duration.ofMinutes(2));
        parties.answer(parties.presentation(foreign));
        assertThatThrownBy(() -> require()).hasMessageContaining("MembershipCredential");
    }

    @Test
    void refusesACredentialOfSomebodyElse() {
        parties.answer(parties.presentation(
                parties.claims.membership(parties.authority, new Did("did:web:other.example"), Claims.NONE)));

        refuses("subject");
    }

    @Test
    void refusesAPresentationIfOneCredentialIsForged() {
        var forged = parties.claims.membership(Party.of("authority.example"), holder, Claims.NONE);
        parties.answer(parties.presentation(parties.membership(), forged));

        refuses("key");
    }

    @Test
    void refusesPresentationsThatAreNotTheHoldersForUsAndNow() {
        var now = parties.clock.instant().getEpochSecond();
        refusesPresentation(all -> all.put("iss", "did:web:other.example"), "issuer");
        refusesPresentation(all -> all.remove("iss"), "issuer");
        refusesPresentation(all -> all.put("sub", "did:web:other.example"), "subject");
        refusesPresentation(all -> inside(all, "vp").put("holder", "did:web:other.example"), "holder");
        refusesPresentation(all -> all.put("aud", "did:web:other.example"), "audience");
        refusesPresentation(
                all -> all.put("aud", List.of(TwoParties.SELF.value(), "did:web:other.example")), "audience");
        refusesPresentation(all -> all.remove("aud"), "audience");
        refusesPresentation(all -> all.remove("exp"), "expiry");
        refusesPresentation(all -> all.put("exp", now - 30), "expiry");
        refusesPresentation(all -> all.put("iat", now + 31), "time of issue");
        refusesPresentation(all -> all.put("nbf", now + 31), "start");
        refusesPresentation(all -> inside(all, "vp").put("type", "VerifiableCredential"), "type");
        refusesPresentation(all -> inside(all, "vp").put("verifiableCredential", Map.of("type", "x")), "credential");
    }

    @Test
    void refusesAPresentationThatAnotherSigned() {
        var other = Party.of("other.example").publishedOn(parties.web);
        parties.answer(parties.claims.presentation(other, TwoParties.SELF, List.of(parties.membership()), Claims.NONE));
        refuses("key id");

        parties.answer(parties.claims.presentation(
                Party.of("builder.example"), TwoParties.SELF, List.of(parties.membership()), Claims.NONE));
        refuses("key");
    }

    @Test
    void refusesAnswersThatAreNoPresentations() {
        parties.answer();
        refuses("presentations");
        for (var body : new String[] {"", "[]", "{}", "{\"type\":\"PresentationResponseMessage\"}"}) {
            parties.web.put(TwoParties.SERVICE, "application/json", body);
            refuses("answer");
        }
        parties.web.answer(TwoParties.SERVICE, request -> new Answer(401, "", "", Map.of()));
        refuses("401");
        parties.web.remove(TwoParties.SERVICE);
        refuses("does not answer");
    }

    @Test
    void refusesARevokedCredential() {
        parties.web.put(
                TwoParties.LIST, "", parties.claims.statusList(parties.authority, TwoParties.LIST, Claims.NONE, 7));
        parties.answer(parties.presentation(parties.membership(7)));

        refuses("MembershipCredential");
    }

    @Test
    void refusesACredentialWhoseListIsUnknown() {
        parties.answer(parties.presentation(parties.membership(7)));

        refuses("MembershipCredential");
    }

    @Test
    void forgetsAFactOnceItIsRevokedWithoutBeingAsked() throws RefusedPresentationException {
        parties.web.put(
                TwoParties.LIST, "", parties.claims.statusList(parties.authority, TwoParties.LIST, Claims.NONE));
        parties.answer(parties.presentation(parties.membership(7)));
        require();
        assertThat(current()).hasSize(1);
        parties.web.put(
                TwoParties.LIST, "", parties.claims.statusList(parties.authority, TwoParties.LIST, Claims.NONE, 7));
        parties.clock.move(Duration.ofSeconds(30));

        parties.self.statusLists().update(verified());

        assertThat(current()).isEmpty();
        assertThatThrownBy(() -> require()).hasMessageContaining("MembershipCredential");
    }

    private org.sluis.extensions.identity.credentials.VerifiedCredential verified() {
        try {
            return parties.self.credentialVerifier().verify(parties.membership(7), holder);
        } catch (org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void forgetsAFactWhenItExpires() throws RefusedPresentationException {
        parties.answer(parties.presentation(parties.membership()));
        require();

        parties.clock.move(Duration.ofHours(1));

        assertThat(current()).isEmpty();
    }

    @Test
    void knowsNothingOfNamesThatAreNoDids() {
        assertThat(parties.self.partyCredentials().current("builder")).isEmpty();
        assertThat(parties.self.partyCredentials().current("did:web:.*")).isEmpty();
    }
}
