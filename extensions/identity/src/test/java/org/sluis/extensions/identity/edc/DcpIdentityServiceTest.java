// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.edc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.Claims;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.tokens.Party;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.identity.verifier.InMemoryVerifiedPresentations;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.extensions.web.Outbound.OutboundRequest;
import org.sluis.policies.usage.MessageUnderway;

class DcpIdentityServiceTest {

    private static final Clock CLOCK = Clock.systemUTC();

    private final CountedOutbound web = new CountedOutbound();
    private final Party authority = Party.of("authority.example").publishedOn(web);
    private final Party parts = Party.of("parts.example").publishedOn(web);
    private final Party builder = Party.of("builder.example").publishedOn(web);
    private final Identity partsIdentity = identity(parts);
    private final Identity builderIdentity = identity(builder);
    private String asked = "";

    private Identity identity(Party party) {
        var identity = new Identity(
                new IdentitySettings(
                        party.did(),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1),
                        new Presentations.Terms(
                                Set.of("MembershipCredential"), Set.of("MembershipCredential"), Duration.ofSeconds(60)),
                        Map.of(authority.did(), Set.of("MembershipCredential")),
                        Set.of(),
                        false),
                new Identity.Ports(
                        party.keys(),
                        web,
                        new InMemoryUsedTokens(CLOCK),
                        new InMemoryVerifiedPresentations(),
                        Map::of,
                        CLOCK));
        web.answer(
                "https://" + party.did().authority() + "/credentials/presentations/query",
                request -> credentialService(identity, request));
        return identity;
    }

    /** A credential service in ten lines: the token and the grant in it, and one presentation. */
    private Answer credentialService(Identity holder, OutboundRequest request) {
        try {
            var token = holder.tokenVerifier()
                    .verify(request.headers().get("Authorization").substring("Bearer ".length()));
            var grant = (String) token.claims().getClaim("token");
            asked = String.join(" ", holder.grants().check(grant, token.issuer()));
            var claims = new Claims(CLOCK);
            var party = holder.self().equals(parts.did()) ? parts : builder;
            var presentation = claims.presentation(
                    party,
                    token.issuer(),
                    List.of(claims.membership(authority, party.did(), Claims.NONE)),
                    Claims.NONE);
            return new Answer(
                    200,
                    "application/json",
                    "{\"type\":\"PresentationResponseMessage\",\"presentation\":[\"" + presentation + "\"]}",
                    Map.of());
        } catch (RefusedTokenException e) {
            return new Answer(401, "", "", Map.of());
        }
    }

    private static TokenParameters to(Did audience) {
        return TokenParameters.Builder.newInstance()
                .claims("aud", audience.value())
                .build();
    }

    private static VerificationContext context(String... scopes) {
        return VerificationContext.Builder.newInstance()
                .policy(Policy.Builder.newInstance().build())
                .scopes(List.of(scopes))
                .build();
    }

    private String tokenOfBuilder() {
        return builderIdentity
                .identityService()
                .obtainClientCredentials("builder", to(parts.did()))
                .getContent()
                .getToken();
    }

    private static TokenRepresentation received(String token) {
        return TokenRepresentation.Builder.newInstance().token(token).build();
    }

    private Result<ClaimToken> verify(String token) {
        return partsIdentity.identityService().verifyJwtToken("parts", received(token), context());
    }

    @Test
    void verifiesAPartnerThatIsAMember() {
        var result = verify(tokenOfBuilder());

        assertThat(result.succeeded()).as(result.getFailureDetail()).isTrue();
        assertThat(result.getContent().getStringClaim("did")).isEqualTo("did:web:builder.example");
        assertThat(asked).isEqualTo("org.eclipse.dspace.dcp.vc.type:MembershipCredential:read");
        assertThat(partsIdentity.partyCredentials().current("did:web:builder.example"))
                .hasSize(1);
    }

    @Test
    void asksForAPresentationAtTheFirstContactOnly() {
        verify(tokenOfBuilder());
        verify(tokenOfBuilder());

        assertThat(web.asked().stream()
                        .filter(URI.create("https://builder.example/credentials/presentations/query")::equals))
                .hasSize(1);
    }

    @Test
    void refusesATokenASecondTime() {
        var token = tokenOfBuilder();
        verify(token);

        assertThat(verify(token).failed()).isTrue();
    }

    @Test
    void verifiesOneReceivedMessageOnceHoweverOftenItIsAsked() {
        var service = partsIdentity.identityService();
        var message = received(tokenOfBuilder());
        service.verifyJwtToken("parts", message, context());

        assertThat(service.verifyJwtToken("parts", message, context()).succeeded())
                .isTrue();
        assertThat(service.verifyJwtToken(
                                "parts", message, context("org.eclipse.dspace.dcp.vc.type:RoleCredential:read"))
                        .failed())
                .isTrue();
    }

    @Test
    void refusesATokenWithoutTheBearerPrefix() {
        var token = tokenOfBuilder().substring("Bearer ".length());

        assertThat(verify(token).failed()).isTrue();
        assertThat(verify("bearer " + token).failed()).isTrue();
        assertThat(verify(null).failed()).isTrue();
        assertThat(web.asked()).isEmpty();
    }

    @Test
    void tellsWhoeverAnswersTheMessageWhyItsSenderIsNotVerified() {
        MessageUnderway.begin();
        try {
            verify("Bearer nonsense");

            assertThat(MessageUnderway.current().flatMap(MessageUnderway::refusal))
                    .hasValueSatisfying(why -> assertThat(why).isNotEmpty().doesNotContain("nonsense"));
        } finally {
            MessageUnderway.end();
        }
    }

    @Test
    void tellsASenderWhoseCredentialServiceDoesNotAnswerFromOneThatShowsNothing() {
        var query = "https://builder.example/credentials/presentations/query";
        web.answer(query, request -> new Answer(503, "", "", Map.of()));
        assertThat(isUncheckable(tokenOfBuilder())).isTrue();

        web.answer(query, request -> new Answer(403, "", "", Map.of()));
        assertThat(isUncheckable(tokenOfBuilder())).isFalse();
    }

    private boolean isUncheckable(String token) {
        MessageUnderway.begin();
        try {
            assertThat(verify(token).failed()).isTrue();
            return MessageUnderway.current().orElseThrow().isUncheckable();
        } finally {
            MessageUnderway.end();
        }
    }

    @Test
    void refusesATokenWithoutAnAccessToken() {
        assertThat(verify("Bearer " + builderIdentity.tokens().to(parts.did())).getFailureDetail())
                .contains("access token");
    }

    @Test
    void refusesAnAccessTokenThatWasGivenToSomebodyElse() {
        var grant = builderIdentity.grants().issue(new Did("did:web:other.example"), List.of("scope"));

        assertThat(verify("Bearer " + builderIdentity.tokens().to(parts.did(), grant))
                        .getFailureDetail())
                .contains("401");
    }

    @Test
    void refusesScopesThatCannotBeAskedFor() {
        var result = partsIdentity
                .identityService()
                .verifyJwtToken("parts", received(tokenOfBuilder()), context("org.example:.*:read"));

        assertThat(result.getFailureDetail()).contains("scope");
    }

    @Test
    void asksForWhatAPolicyLooksAtAndDemandsTheMembershipOnly() {
        var result = partsIdentity
                .identityService()
                .verifyJwtToken(
                        "parts", received(tokenOfBuilder()), context("org.eclipse.edc.vc.type:RoleCredential:read"));

        assertThat(result.succeeded()).isTrue();
    }

    @Test
    void speaksToDidsOnly() {
        var service = builderIdentity.identityService();

        assertThat(service.obtainClientCredentials(
                                "builder", TokenParameters.Builder.newInstance().build())
                        .failed())
                .isTrue();
        assertThat(service.obtainClientCredentials(
                                "builder",
                                TokenParameters.Builder.newInstance()
                                        .claims("aud", "http://127.0.0.1/dsp")
                                        .build())
                        .failed())
                .isTrue();
    }
}
