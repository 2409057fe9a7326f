// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.authority.issuance.Issuance;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Standing;

/** Requests, deliveries and status over real HTTP, with real keys and real checks on both sides. */
@Timeout(60)
class IssuerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Entitlements MAKER = new Entitlements(List.of("manufacturer"), Optional.of("plant-1"));

    @TempDir
    Path folder;

    private ServedAuthority authority;
    private ServedHolder holder;

    @BeforeEach
    void serve() throws Exception {
        authority = new ServedAuthority(folder);
        holder = new ServedHolder();
        authority.enrol(holder.party.did, "steel", MAKER);
    }

    @AfterEach
    void stop() {
        holder.close();
        authority.close();
    }

    private HttpResponse<String> ask(String... types) throws Exception {
        return ServedParty.post(
                authority.party.address + "/issuer/credentials",
                holder.party.token(authority.party),
                holder.request(types));
    }

    private String state(String location) throws Exception {
        var answer = ServedParty.get(location, holder.party.token(authority.party));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("status").asText();
    }

    private void awaitState(String location, String wanted) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!state(location).equals(wanted) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(state(location)).isEqualTo(wanted);
    }

    @Test
    void deliversCredentialsThatAWalletVerifies() throws Exception {
        var answer = ask("MembershipCredential", "RoleCredential");
        holder.await(1);

        assertThat(answer.statusCode()).isEqualTo(201);
        var location = answer.headers().firstValue("Location").orElseThrow();
        awaitState(location, "ISSUED");
        var message = holder.received.get(0);
        assertThat(message.path("holderPid").asText()).isEqualTo("pid-1");
        assertThat(location)
                .endsWith("/issuer/requests/" + message.path("issuerPid").asText());
        var membership = holder.verified(0, 0);
        assertThat(membership.types()).containsExactly("MembershipCredential");
        assertThat(membership.issuer()).isEqualTo(authority.party.did);
        assertThat(membership.claims())
                .containsEntry("status", "active")
                .containsEntry("legalName", "steel B.V.")
                .containsEntry("checkedOn", "2026-11-20")
                .doesNotContainValue("Anna");
        assertThat(holder.verified(0, 1).claims()).containsExactly(Map.entry("role", "manufacturer"));
        assertThat(holder.isCurrent(membership)).isTrue();
    }

    @Test
    void aSuspendedMemberLosesWhatItHasAndGetsNothingNew() throws Exception {
        ask("MembershipCredential");
        holder.await(1);
        var membership = holder.verified(0, 0);
        assertThat(holder.isCurrent(membership)).isTrue();

        authority.decide(holder.party.did, Standing.SUSPENDED);

        Thread.sleep(5);
        assertThat(holder.isCurrent(membership)).isFalse();
        var refused = ask("MembershipCredential");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("suspended");
    }

    @Test
    void aReinstatedMemberGetsNewCredentialsAndTheOldOnesStayWithdrawn() throws Exception {
        ask("MembershipCredential");
        holder.await(1);
        authority.decide(holder.party.did, Standing.SUSPENDED);
        authority.decide(holder.party.did, Standing.APPROVED);

        ask("MembershipCredential");
        holder.await(2);

        assertThat(holder.isCurrent(holder.verified(1, 0))).isTrue();
        Thread.sleep(5);
        assertThat(holder.isCurrent(holder.verified(0, 0))).isFalse();
    }

    @Test
    void issuesAgainToAMemberWithoutAPerson() throws Exception {
        ask("MembershipCredential");
        holder.await(1);

        ask("MembershipCredential");
        holder.await(2);

        assertThat(holder.verified(1, 0).id())
                .isNotEqualTo(holder.verified(0, 0).id());
    }

    @Test
    void takesARequestThatIsSentAgainForTheSame() throws Exception {
        holder.failures.set(3);
        var message = holder.request("MembershipCredential");
        var address = authority.party.address + "/issuer/credentials";

        var first = ServedParty.post(address, holder.party.token(authority.party), message);
        var second = ServedParty.post(address, holder.party.token(authority.party), message);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        holder.await(4);
        assertThat(authority.rows.issuedTo(holder.party.did)).hasSize(1);
    }

    @Test
    void repeatsADeliveryWithTheSameCredentialsUntilItIsTaken() throws Exception {
        holder.failures.set(2);

        var location =
                ask("MembershipCredential").headers().firstValue("Location").orElseThrow();
        holder.await(3);

        awaitState(location, "ISSUED");
        assertThat(List.of(holder.verified(1, 0).id(), holder.verified(2, 0).id()))
                .containsOnly(holder.verified(0, 0).id());
        assertThat(authority.rows.issuedTo(holder.party.did)).hasSize(1);
    }

    @Test
    void rejectsWhatTheMemberIsNotEntitledTo() throws Exception {
        try (var other = new ServedHolder()) {
            authority.enrol(other.party.did, "other", Entitlements.NONE);

            var answer = ServedParty.post(
                    authority.party.address + "/issuer/credentials",
                    other.party.token(authority.party),
                    other.request("RoleCredential"));

            var id = answer.headers().firstValue("Location").orElseThrow();
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            var state = "";
            while (!state.equals("REJECTED") && System.nanoTime() < end) {
                state = JSON.readTree(ServedParty.get(id, other.party.token(authority.party))
                                .body())
                        .path("status")
                        .asText();
            }
            assertThat(state).isEqualTo("REJECTED");
            assertThat(other.received).isEmpty();
        }
    }

    @Test
    void strangersApplicantsAndThoseWithoutAValidTokenGetNothing() throws Exception {
        try (var stranger = new ServedHolder()) {
            var address = authority.party.address + "/issuer/credentials";
            var body = stranger.request("MembershipCredential");
            var forAnother = stranger.party.identity.tokens().to(holder.party.did);
            var used = holder.party.token(authority.party);
            ServedParty.get(authority.party.address + "/authority/members", used);

            assertThat(ServedParty.post(address, stranger.party.token(authority.party), body)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ServedParty.post(address, "", body).statusCode()).isEqualTo(401);
            assertThat(ServedParty.post(address, "a.b.c", body).statusCode()).isEqualTo(401);
            assertThat(ServedParty.post(address, forAnother, body).statusCode()).isEqualTo(401);
            assertThat(ServedParty.post(address, used, body).statusCode()).isEqualTo(401);
            assertThat(authority.rows.issuedTo(stranger.party.did)).isEmpty();
        }
    }

    @Test
    void whatAMemberAsksForIsAboutItselfWhateverTheMessageSays() throws Exception {
        try (var victim = new ServedHolder()) {
            authority.enrol(victim.party.did, "victim", new Entitlements(List.of("auditor"), Optional.empty()));
            var body = holder.request("RoleCredential")
                    .replace("\"holderPid\"", "\"holder\":\"" + victim.party.did + "\",\"holderPid\"");

            ServedParty.post(
                    authority.party.address + "/issuer/credentials", holder.party.token(authority.party), body);
            holder.await(1);

            assertThat(holder.verified(0, 0).claims()).containsEntry("role", "manufacturer");
            assertThat(victim.received).isEmpty();
        }
    }

    @Test
    void tellsNobodyAboutSomebodyElsesRequest() throws Exception {
        var location =
                ask("MembershipCredential").headers().firstValue("Location").orElseThrow();
        try (var other = new ServedHolder()) {
            authority.enrol(other.party.did, "other", MAKER);

            var answer = ServedParty.get(location, other.party.token(authority.party));
            var unknown =
                    ServedParty.get(authority.party.address + "/issuer/requests/x", other.party.token(authority.party));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(unknown.body());
            assertThat(ServedParty.get(location, "").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"type\":\"CredentialRequestMessage\",\"holderPid\":\"x\"}",
                "{\"type\":\"CredentialRequestMessage\",\"holderPid\":\"x\",\"credentials\":[]}",
                "{\"type\":\"CredentialRequestMessage\",\"holderPid\":\"x\",\"credentials\":[{\"id\":\"Other\"}]}",
                "{\"type\":\"CredentialRequestMessage\",\"holderPid\":\" \",\"credentials\":[{\"id\":\"RoleCredential\"}]}",
                "{\"type\":\"CredentialRequestMessage\",\"holderPid\":7,\"credentials\":[{\"id\":\"RoleCredential\"}]}",
                "{\"type\":\"CredentialRequestMessage\",\"holderPid\":\"\\u0000\",\"credentials\":[{\"id\":\"RoleCredential\"}]}",
                "{\"type\":\"CredentialMessage\",\"holderPid\":\"x\",\"credentials\":[{\"id\":\"RoleCredential\"}]}"
            })
    void refusesMessagesThatAreNoRequest(String body) throws Exception {
        var answer = ServedParty.post(
                authority.party.address + "/issuer/credentials", holder.party.token(authority.party), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void boundsHowOftenAMemberAsks() throws Exception {
        var last = 201;
        for (var i = 0; i < 125 && last == 201; i++) {
            last = ask("RoleCredential").statusCode();
        }

        assertThat(last).isEqualTo(429);
    }

    @Test
    void publishesEachListSignedAndPlainAndAsFiles() throws Exception {
        ask("MembershipCredential");
        holder.await(1);
        authority.decide(holder.party.did, Standing.REVOKED);
        var issuance = authority.rows.issuedTo(holder.party.did).get(0);

        var plain = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(authority.party.address + "/status/1"))
                                .header("Accept", "application/json")
                                .build(),
                        BodyHandlers.ofString());
        var signed = ServedParty.get(authority.party.address + "/status/1.jwt", "");

        var list = JSON.readTree(plain.body());
        assertThat(list.path("type")).extracting(t -> t.asText()).contains("BitstringStatusListCredential");
        assertThat(list.at("/credentialSubject/statusPurpose").asText()).isEqualTo("revocation");
        assertThat(bits(list.at("/credentialSubject/encodedList").asText())).isEqualTo(only(issuance));
        assertThat(plain.headers().firstValue("ETag")).isPresent();
        assertThat(plain.headers().firstValue("Cache-Control")).hasValue("public, max-age=10");
        assertThat(Files.readString(folder.resolve("1.jwt"))).isEqualTo(signed.body());
        assertThat(JSON.readTree(Files.readString(folder.resolve("1.json")))).isEqualTo(list);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(ServedParty.get(authority.party.address + "/status/2", "").statusCode())
                .isEqualTo(404);
        assertThat(ServedParty.get(authority.party.address + "/status/..%2f1", "")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    private static String only(Issuance issuance) {
        var wanted = new BitSet();
        wanted.set(issuance.index());
        return wanted + " of 131072";
    }

    /** Bit 0 is the leftmost. */
    private static String bits(String encoded) throws Exception {
        assertThat(encoded).startsWith("u");
        var packed = Base64.getUrlDecoder().decode(encoded.substring(1));
        var bytes = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        var set = new BitSet();
        for (var i = 0; i < bytes.length * 8; i++) {
            set.set(i, (bytes[i / 8] >> (7 - i % 8) & 1) == 1);
        }
        return set + " of " + bytes.length * 8;
    }

    @Test
    void metadataNamesWhatIsIssued() throws Exception {
        var metadata = JSON.readTree(ServedParty.get(authority.party.address + "/issuer/metadata", "")
                .body());

        assertThat(metadata.path("issuer").asText()).isEqualTo(authority.party.did.value());
        assertThat(metadata.path("credentialsSupported"))
                .extracting(object -> object.path("credentialType").asText())
                .containsExactly("MembershipCredential", "RoleCredential", "ConnectorCredential");
        assertThat(authority.settings.validity()).isEqualTo(Duration.ofDays(90));
    }
}
