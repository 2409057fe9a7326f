// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.credentials.JwtCredentialVerifier;
import org.sluis.extensions.identity.credentials.TrustedIssuers;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.OutboundDidDocuments;
import org.sluis.extensions.identity.did.OutboundDidDocuments.Leniency;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.tokens.Party;
import org.sluis.extensions.identity.tokens.PresentationGrants;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.identity.tokens.StrictTokenVerifier;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

class CredentialServiceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MEMBERSHIP = "MembershipCredential";
    private static final String ROLE = "RoleCredential";
    private static final String NAMESPACE = "https://w3id.org/dspace-dcp/v1.0/";

    private final MovableClock clock = new MovableClock();
    private final CountedOutbound web = new CountedOutbound();
    private final Party self = Party.of("parts.example").publishedOn(web);
    private final Party authority = Party.of("authority.example").publishedOn(web);
    private final Party stranger = Party.of("stranger.example").publishedOn(web);
    private final Party verifier = Party.of("builder.example").publishedOn(web);
    private final InMemoryWallet wallet = new InMemoryWallet();
    private final List<CredentialOffer> offers = new ArrayList<>();
    private final PresentationGrants grants = new PresentationGrants(self.did(), self.keys(), clock);
    private CredentialServiceResource service;

    @BeforeEach
    void open() {
        var documents = new OutboundDidDocuments(web, clock, new Leniency(false, did -> false));
        service = new CredentialServiceResource(
                new StrictTokenVerifier(self.did(), documents, new InMemoryUsedTokens(clock), clock),
                new PresentationQuery(grants, wallet, new Presentations(self.did(), self.keys(), clock), clock),
                new CredentialDelivery(self.did(), wallet, new JwtCredentialVerifier(documents, clock), clock),
                new OfferReceipt(
                        new CredentialOffers() {
                            @Override
                            public void save(CredentialOffer offer) {
                                offers.add(offer);
                            }

                            @Override
                            public List<CredentialOffer> all() {
                                return offers;
                            }
                        },
                        trusting(authority.did()),
                        clock));
        wallet.open(CredentialRequest.fresh("pid-1", authority.did(), Set.of(MEMBERSHIP, ROLE), clock.instant()));
    }

    private static TrustedIssuers trusting(Did issuer) {
        return new TrustedIssuers() {
            @Override
            public boolean trusts(Did other, String type) {
                return other.equals(issuer);
            }

            @Override
            public Set<Did> all() {
                return Set.of(issuer);
            }
        };
    }

    private String tokenOf(Party sender) {
        return new SelfIssuedTokens(sender.did(), sender.keys(), clock).to(self.did());
    }

    private String credential(Party signer, Did issuer, Did subject, String type, Instant until) {
        var now = clock.instant();
        return signer.keys()
                .sign(new JWTClaimsSet.Builder()
                        .issuer(issuer.value())
                        .subject(subject.value())
                        .jwtID("urn:uuid:" + UUID.randomUUID())
                        .notBeforeTime(Date.from(now))
                        .expirationTime(Date.from(until))
                        .claim(
                                "vc",
                                Map.of(
                                        "@context",
                                        List.of("https://www.w3.org/2018/credentials/v1"),
                                        "type",
                                        List.of("VerifiableCredential", type),
                                        "issuer",
                                        issuer.value(),
                                        "credentialSubject",
                                        Map.of("id", subject.value(), "status", "active")))
                        .build());
    }

    private String good(String type) {
        return credential(
                authority, authority.did(), self.did(), type, clock.instant().plus(Duration.ofDays(30)));
    }

    private static ObjectNode delivery(String holderPid, String type, String... payloads) {
        var message = DcpMessage.write("CredentialMessage")
                .put("holderPid", holderPid)
                .put("issuerPid", "i-1")
                .put("status", "ISSUED");
        var credentials = message.putArray("credentials");
        for (var payload : payloads) {
            credentials
                    .addObject()
                    .put("credentialType", type)
                    .put("format", "VC1_0_JWT")
                    .put("payload", payload);
        }
        return message;
    }

    private int post(String path, Optional<String> token, JsonNode body) {
        try {
            return answer(path, token, body).status();
        } catch (WebRefusal e) {
            return e.status();
        }
    }

    private WebAnswer answer(String path, Optional<String> token, JsonNode body) throws WebRefusal {
        return service.answer(
                new WebRequest("POST", path, Map.of(), token, Optional.empty(), Optional.ofNullable(body)));
    }

    private int deliver(Party sender, JsonNode message) {
        return post("/credentials", Optional.of(tokenOf(sender)), message);
    }

    private static ObjectNode query(String... types) {
        var message = DcpMessage.write("PresentationQueryMessage");
        var scopes = message.putArray("scope");
        for (var type : types) {
            scopes.add(new CredentialScope(type).toString());
        }
        return message;
    }

    private String grantFor(Party bearer, String... types) {
        return grants.issue(
                bearer.did(),
                List.of(types).stream()
                        .map(type -> new CredentialScope(type).toString())
                        .toList());
    }

    private Optional<String> asking(Party sender, String grant) {
        return Optional.of(new SelfIssuedTokens(sender.did(), sender.keys(), clock).to(self.did(), grant));
    }

    @Test
    void storesWhatTheIssuerThatWasAskedDelivers() {
        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP))))
                .isEqualTo(200);

        assertThat(wallet.all()).extracting(HeldCredential::types).containsExactly(Set.of(MEMBERSHIP));
    }

    @Test
    void readsAnExpandedMessage() throws JsonProcessingException {
        var expanded = JSON.readTree("""
                {"@type": ["%1$sCredentialMessage"],
                 "%1$sholderPid": [{"@id": "pid-1"}], "%1$sissuerPid": {"@value": "i-1"},
                 "%1$sstatus": [{"@value": "ISSUED"}],
                 "%1$scredentials": [{"@list": [{"%1$scredentialType": [{"@value": "RoleCredential"}],
                   "%1$sformat": [{"@value": "VC1_0_JWT"}], "%1$spayload": [{"@value": "%2$s"}]}]}]}
                """.formatted(NAMESPACE, good(ROLE)));

        assertThat(deliver(authority, expanded)).isEqualTo(200);

        assertThat(wallet.all()).hasSize(1);
    }

    @Test
    void refusesAMessageThatNamesAFieldTwice() {
        var message = delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP)).put(NAMESPACE + "holderPid", "pid-2");

        assertThat(deliver(authority, message)).isEqualTo(400);
    }

    @Test
    void storesNothingThatIsForged() {
        var forged = credential(
                stranger,
                authority.did(),
                self.did(),
                MEMBERSHIP,
                clock.instant().plusSeconds(900));
        var parts = good(MEMBERSHIP).split("\\.", -1);
        var altered = parts[0] + "." + good(ROLE).split("\\.", -1)[1] + "." + parts[2];

        for (var payload : List.of(forged, altered, "not.a.jwt", "")) {
            assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, payload)))
                    .isBetween(400, 499);
        }
        assertThat(wallet.all()).isEmpty();
    }

    @Test
    void storesNothingAboutSomebodyElse() {
        var foreign = credential(
                authority,
                authority.did(),
                stranger.did(),
                MEMBERSHIP,
                clock.instant().plusSeconds(900));

        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, foreign))).isEqualTo(422);
        assertThat(wallet.all()).isEmpty();
    }

    @Test
    void storesNothingForAnotherRequest() {
        assertThat(deliver(authority, delivery("pid-2", MEMBERSHIP, good(MEMBERSHIP))))
                .isEqualTo(404);
        assertThat(wallet.all()).isEmpty();
    }

    @Test
    void storesNothingFromAnIssuerThatWasNotAsked() {
        var own = credential(
                stranger,
                stranger.did(),
                self.did(),
                MEMBERSHIP,
                clock.instant().plusSeconds(900));

        assertThat(deliver(stranger, delivery("pid-1", MEMBERSHIP, own))).isEqualTo(404);
        assertThat(deliver(stranger, delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP))))
                .isEqualTo(404);
        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, own))).isEqualTo(422);
        assertThat(wallet.all()).isEmpty();
    }

    @Test
    void storesNothingOfATypeThatWasNotAsked() {
        assertThat(deliver(authority, delivery("pid-1", "AdminCredential", good("AdminCredential"))))
                .isEqualTo(422);
        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, good(ROLE))))
                .isEqualTo(422);
        assertThat(wallet.all()).isEmpty();
    }

    @Test
    void storesNothingThatHasExpired() {
        var old = credential(
                authority,
                authority.did(),
                self.did(),
                MEMBERSHIP,
                clock.instant().minusSeconds(1));

        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, old))).isEqualTo(422);
    }

    @Test
    void storesAllOfAMessageOrNothing() {
        var forged = credential(
                stranger,
                authority.did(),
                self.did(),
                MEMBERSHIP,
                clock.instant().plusSeconds(900));

        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP), forged)))
                .isEqualTo(422);

        assertThat(wallet.all()).isEmpty();
        assertThat(wallet.find("pid-1").orElseThrow().state()).isEqualTo(CredentialRequest.State.REQUESTED);
    }

    @Test
    void storesNothingAfterARejection() {
        var rejection = DcpMessage.write("CredentialMessage")
                .put("holderPid", "pid-1")
                .put("issuerPid", "i-1")
                .put("status", "REJECTED");

        assertThat(deliver(authority, rejection)).isEqualTo(200);

        assertThat(wallet.find("pid-1").orElseThrow().state()).isEqualTo(CredentialRequest.State.REJECTED);
        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP))))
                .isEqualTo(409);
    }

    @Test
    void takesATokenOfADeliveryOnce() throws Exception {
        var token = Optional.of(tokenOf(authority));
        var message = delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP));
        var pool = Executors.newFixedThreadPool(8);
        List<Integer> statuses = new ArrayList<>();
        try {
            var calls = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 16; i++) {
                calls.add(() -> post("/credentials", token, message));
            }
            for (var call : pool.invokeAll(calls)) {
                statuses.add(call.get());
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(15);
    }

    @Test
    void refusesMoreCredentialsThanAMessageMayHave() {
        var payloads = new String[65];
        java.util.Arrays.fill(payloads, "x");

        assertThat(deliver(authority, delivery("pid-1", MEMBERSHIP, payloads))).isEqualTo(400);
    }

    @Test
    void showsAVerifierWhatItWasGranted() throws Exception {
        deliver(authority, delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP)));

        var answer =
                answer("/presentations/query", asking(verifier, grantFor(verifier, MEMBERSHIP)), query(MEMBERSHIP));

        var presentation = presentation(answer);
        assertThat(presentation.getAudience()).containsExactly(verifier.did().value());
        assertThat(presentation.getIssuer()).isEqualTo(self.did().value());
        assertThat(presentation.getSubject()).isEqualTo(self.did().value());
        assertThat((List<?>) presentation.getJSONObjectClaim("vp").get("verifiableCredential"))
                .hasSize(1);
    }

    private static JWTClaimsSet presentation(WebAnswer answer) throws JsonProcessingException, ParseException {
        var body = JSON.readTree(answer.body());
        assertThat(body.path("type").asText()).isEqualTo("PresentationResponseMessage");
        return SignedJWT.parse(body.path("presentation").get(0).asText()).getJWTClaimsSet();
    }

    @Test
    void showsNothingThatHasExpiredOrIsOfAnotherType() throws Exception {
        deliver(authority, delivery("pid-1", MEMBERSHIP, good(MEMBERSHIP)));
        deliver(authority, delivery("pid-1", ROLE, good(ROLE)));
        clock.move(Duration.ofDays(31));
        // Ours too are published anew for the later time.
        var answer = answer(
                "/presentations/query",
                asking(verifier, grantFor(verifier, MEMBERSHIP, "LabelCredential")),
                query(MEMBERSHIP, "LabelCredential"));

        assertThat(JSON.readTree(answer.body()).path("presentation")).isEmpty();
    }

    @Test
    void refusesAScopeThatWasNotGranted() {
        var token = asking(verifier, grantFor(verifier, MEMBERSHIP));

        assertThat(post("/presentations/query", token, query(MEMBERSHIP, ROLE))).isEqualTo(403);
    }

    @Test
    void refusesAGrantOfSomebodyElse() {
        var grant = grantFor(verifier, MEMBERSHIP);

        assertThat(post("/presentations/query", asking(stranger, grant), query(MEMBERSHIP)))
                .isEqualTo(401);
        assertThat(post("/presentations/query", asking(verifier, "invented"), query(MEMBERSHIP)))
                .isEqualTo(401);
        assertThat(post("/presentations/query", Optional.of(tokenOf(verifier)), query(MEMBERSHIP)))
                .isEqualTo(401);
        assertThat(post("/presentations/query", Optional.empty(), query(MEMBERSHIP)))
                .isEqualTo(401);
    }

    @Test
    void refusesAGrantThatIsOver() {
        var grant = grantFor(verifier, MEMBERSHIP);
        clock.move(Duration.ofMinutes(6));

        assertThat(post("/presentations/query", asking(verifier, grant), query(MEMBERSHIP)))
                .isEqualTo(401);
    }

    @Test
    void refusesQueriesThatItDoesNotUnderstand() {
        var definition = DcpMessage.write("PresentationQueryMessage");
        definition.putObject("presentationDefinition").put("id", "1");
        var both = query(MEMBERSHIP);
        both.putObject("presentationDefinition").put("id", "1");
        var odd = DcpMessage.write("PresentationQueryMessage");
        odd.putArray("scope").add("everything");

        assertThat(ask(definition)).isEqualTo(501);
        assertThat(ask(both)).isEqualTo(400);
        assertThat(ask(query())).isEqualTo(400);
        assertThat(ask(odd)).isEqualTo(400);
        assertThat(ask(delivery("pid-1", MEMBERSHIP, "x"))).isEqualTo(400);
        assertThat(ask(null)).isEqualTo(400);
    }

    private int ask(JsonNode message) {
        return post("/presentations/query", asking(verifier, grantFor(verifier, MEMBERSHIP)), message);
    }

    @Test
    void keepsOffersOfOurAuthoritiesOnly() {
        assertThat(post("/offers", Optional.of(tokenOf(authority)), offer(authority)))
                .isEqualTo(200);
        assertThat(post("/offers", Optional.of(tokenOf(stranger)), offer(stranger)))
                .isEqualTo(403);
        assertThat(post("/offers", Optional.of(tokenOf(stranger)), offer(authority)))
                .isEqualTo(400);
        assertThat(offers).extracting(CredentialOffer::issuer).containsExactly(authority.did());
    }

    private static ObjectNode offer(Party issuer) {
        var offer = DcpMessage.write("CredentialOfferMessage")
                .put("issuer", issuer.did().value());
        offer.putArray("credentials").addObject().put("id", "1").put("credentialType", MEMBERSHIP);
        return offer;
    }
}
