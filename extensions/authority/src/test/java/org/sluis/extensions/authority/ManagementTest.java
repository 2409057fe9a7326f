// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.authority.management.InvitationsResource;
import org.sluis.extensions.authority.management.MembersResource;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.management.Refusal;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;

/** What the coordinator does. */
@Timeout(60)
class ManagementTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Did STEEL = new Did("did:web:steel.example");

    @TempDir
    Path folder;

    private ServedAuthority authority;
    private InvitationsResource invitations;
    private MembersResource members;

    @BeforeEach
    void serve() throws Exception {
        authority = new ServedAuthority(folder);
        invitations = (InvitationsResource) authority.management().get(0);
        members = (MembersResource) authority.management().get(1);
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private static InputStream body(String json) {
        return new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(Response response) throws Exception {
        return JSON.readTree((String) response.getEntity());
    }

    private static int refused(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call).status();
    }

    private static final SecurityContext ANNA = new SecurityContext() {
        @Override
        public Principal getUserPrincipal() {
            return () -> "anna";
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return "X-Api-Key";
        }
    };

    @Test
    void invitesManyAtOnceAndShowsEachCodeOnce() throws Exception {
        var made = json(invitations.invite(
                ANNA,
                body("{'valid':'P3D','invitations':[{'legalName':'Steel B.V.','email':'a@steel.example',"
                        + "'roles':['manufacturer'],'connector':'plant-1'},{}]}")));

        var text = made.at("/invitations/0/invitation").asText();
        assertThat(text).startsWith(authority.party.did + "?invitation=");
        var stored = authority
                .rows
                .byCode(new InvitationCode(text.replaceFirst(".*=", "")).sha256())
                .orElseThrow();
        assertThat(stored.createdBy()).isEqualTo("anna");
        assertThat(stored.entitlements()).isEqualTo(new Entitlements(List.of("manufacturer"), Optional.of("plant-1")));
        assertThat(made.path("invitations")).hasSize(2);
        var listed = json(invitations.list());
        assertThat(listed.path("invitations")).hasSize(2);
        assertThat(listed.toString()).doesNotContain(text.replaceFirst(".*=", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'invitations':[]}",
                "{'invitations':{}}",
                "{'invitations':['x']}",
                "{'invitations':[{'roles':'x'}]}",
                "{'invitations':[{'roles':['two words']}]}",
                "{'valid':'P2Y','invitations':[{}]}",
                "{'valid':'PT0S','invitations':[{}]}",
                "{'valid':'P9999D','invitations':[{}]}"
            })
    void refusesListsThatDoNotHoldAndMakesNothing(String body) {
        assertThat(refused(() -> invitations.invite(ANNA, body(body)))).isEqualTo(400);
        assertThat(authority.rows.list(10)).isEmpty();
    }

    @Test
    void refusesAHugeList() {
        var rows = IntStream.range(0, 1_001).mapToObj(i -> "{}").collect(Collectors.joining(","));
        var large = "{'invitations':[{'legalName':'" + "x".repeat(400_000) + "'}]}";

        assertThat(refused(() -> invitations.invite(ANNA, body("{'invitations':[" + rows + "]}"))))
                .isEqualTo(400);
        assertThat(refused(() -> invitations.invite(ANNA, body(large)))).isEqualTo(413);
        assertThat(authority.rows.list(10)).isEmpty();
    }

    @Test
    void enrolsAFirmByHandOnlyWhenSomebodyCheckedIt() throws Exception {
        var firm = "'id':'" + STEEL + "','name':'steel','legalName':'Steel B.V.','registerNumber':'NL1',"
                + "'protocolEndpoint':'https://steel.example/dsp'";

        assertThat(refused(() -> members.enrol(body("{" + firm + "}")))).isEqualTo(400);
        assertThat(refused(() -> members.enrol(body("{" + firm + ",'checkedBy':'Anna','on':'2999-01-01'}"))))
                .isEqualTo(400);
        var enrolled = json(members.enrol(body("{" + firm + ",'checkedBy':'Anna','on':'2026-11-20'}")));
        assertThat(enrolled.path("state").asText()).isEqualTo("approved");
        assertThat(enrolled.path("checkedBy").asText()).isEqualTo("Anna");
        assertThat(refused(() -> members.enrol(body("{" + firm + ",'checkedBy':'Anna'}"))))
                .isEqualTo(409);
    }

    @Test
    void showsWhichAgreementsASuspensionHitsBeforeItIsDone() throws Exception {
        authority.enrol(STEEL, "steel", Entitlements.NONE);
        authority.agreements.freeze(new Agreement(
                "a1",
                Agreement.Side.PROVIDER,
                authority.party.did.value(),
                STEEL.value(),
                "urn:d",
                Instant.parse("2026-11-21T10:00:00Z"),
                "{}",
                "00",
                AgreementState.ACTIVE,
                Optional.empty()));

        var shown = json(members.find("steel"));

        assertThat(shown.path("agreements"))
                .singleElement()
                .satisfies(
                        agreement -> assertThat(agreement.path("id").asText()).isEqualTo("a1"));
        assertThat(authority.rows.find(STEEL).orElseThrow().standing()).isEqualTo(Standing.APPROVED);
    }

    @Test
    void suspendsReinstatesAndRevokesWithAReason() throws Exception {
        authority.enrol(STEEL, "steel", Entitlements.NONE);

        assertThat(refused(() -> members.suspend("steel", body("{}")))).isEqualTo(400);
        assertThat(json(members.suspend("steel", body("{'reason':'unpaid'}")))
                        .path("state")
                        .asText())
                .isEqualTo("suspended");
        assertThat(refused(() -> members.approve("steel", body("{'checkedBy':'Anna'}"))))
                .isEqualTo(409);
        assertThat(json(members.reinstate(STEEL.value(), body("{'reason':'paid'}")))
                        .path("state")
                        .asText())
                .isEqualTo("approved");
        assertThat(json(members.revoke("steel", body("{'reason':'left'}")))
                        .path("reason")
                        .asText())
                .isEqualTo("left");
        assertThat(refused(() -> members.reinstate("steel", body("{'reason':'back'}"))))
                .isEqualTo(409);
        assertThat(refused(() -> members.find("nobody"))).isEqualTo(404);
    }
}
