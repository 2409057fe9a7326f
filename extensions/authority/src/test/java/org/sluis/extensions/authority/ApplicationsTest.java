// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Standing;

/** How firms apply, over real HTTP and with real tokens. */
@Timeout(60)
class ApplicationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private ServedAuthority authority;
    private ServedHolder firm;
    private String base;

    @BeforeEach
    void serve() throws Exception {
        authority = new ServedAuthority(folder);
        firm = new ServedHolder();
        base = authority.party.address + "/authority";
    }

    @AfterEach
    void stop() {
        firm.close();
        authority.close();
    }

    private static String application(InvitationCode code, String name, String register) {
        return "{\"code\":\"" + code.value() + "\",\"name\":\"" + name + "\",\"legalName\":\"Steel Works B.V.\","
                + "\"registerNumber\":\"" + register + "\",\"protocolEndpoint\":\"https://steel.example/dsp\","
                + "\"rulebookVersion\":\"1.0\"}";
    }

    private HttpResponse<String> apply(ServedHolder who, String body) throws Exception {
        return ServedParty.post(base + "/applications", who.party.token(authority.party), body);
    }

    private HttpResponse<String> mine(ServedHolder who) throws Exception {
        return ServedParty.get(base + "/applications/mine", who.party.token(authority.party));
    }

    @Test
    void showsWhatAnInvitationIs() throws Exception {
        var code = authority.invite(Duration.ofDays(1));

        var answer = JSON.readTree(
                ServedParty.get(base + "/invitations/" + code.value(), "").body());

        assertThat(answer.path("authority").asText()).isEqualTo(authority.party.did.value());
        assertThat(answer.path("name").asText()).isEqualTo("The Chain");
        assertThat(answer.at("/rulebook/version").asText()).isEqualTo("1.0");
        assertThat(answer.path("expiresAt").asText()).isNotEmpty();
        assertThat(ServedParty.get(
                                base + "/invitations/" + InvitationCode.random().value(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(ServedParty.get(base + "/invitations/short", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFirmAppliesAndSeesHowItStands() throws Exception {
        var code = authority.invite(Duration.ofDays(1));
        assertThat(mine(firm).statusCode()).isEqualTo(404);

        var answer = apply(firm, application(code, "steel", "NL123"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(JSON.readTree(mine(firm).body()).path("state").asText()).isEqualTo("applied");
        authority.decide(firm.party.did, Standing.APPROVED);
        var approved = JSON.readTree(mine(firm).body());
        assertThat(approved.path("state").asText()).isEqualTo("approved");
        assertThat(approved.path("credentials"))
                .extracting(type -> type.asText())
                .containsExactly("MembershipCredential", "RoleCredential", "ConnectorCredential");
    }

    @Test
    void theSameApplicationMayBeSentAgain() throws Exception {
        var body = application(authority.invite(Duration.ofDays(1)), "steel", "NL123");
        apply(firm, body);

        var again = apply(firm, body);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(authority.rows.list()).hasSize(1);
    }

    @Test
    void onlyTheFirmItselfSeesItsApplicationAndNobodyAppliesForAnother() throws Exception {
        var code = authority.invite(Duration.ofDays(1));
        apply(firm, application(code, "steel", "NL123"));
        try (var other = new ServedHolder()) {
            var forAnother = application(authority.invite(Duration.ofDays(1)), "other", "NL9")
                    .replace("{\"code\"", "{\"id\":\"" + firm.party.did + "\",\"code\"");

            assertThat(mine(other).statusCode()).isEqualTo(404);
            assertThat(ServedParty.get(base + "/applications/mine", "").statusCode())
                    .isEqualTo(401);
            assertThat(apply(other, forAnother).statusCode()).isEqualTo(400);
            assertThat(ServedParty.post(base + "/applications", "", forAnother).statusCode())
                    .isEqualTo(401);
            assertThat(authority.rows.list()).hasSize(1);
        }
    }

    @Test
    void aUsedAnExpiredAndAnUnknownCodeAreEachToldClearly() throws Exception {
        var used = authority.invite(Duration.ofDays(1));
        apply(firm, application(used, "steel", "NL123"));
        try (var other = new ServedHolder()) {
            var reused = apply(other, application(used, "other", "NL9"));
            var expired = apply(other, application(authority.invite(Duration.ofSeconds(-1)), "other", "NL9"));
            var unknown = apply(other, application(InvitationCode.random(), "other", "NL9"));

            assertThat(reused.statusCode()).isEqualTo(409);
            assertThat(reused.body()).contains("Used invitation", "ask the coordinator");
            assertThat(expired.statusCode()).isEqualTo(410);
            assertThat(expired.body()).contains("expired");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(mine(other).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void twoFirmsWithTheSameNameOrRegisterNumberAreToldClearly() throws Exception {
        apply(firm, application(authority.invite(Duration.ofDays(1)), "steel", "NL123"));
        try (var other = new ServedHolder()) {
            var code = authority.invite(Duration.ofDays(1));

            var name = apply(other, application(code, "steel", "NL9"));
            var register = apply(other, application(code, "other", "nl123"));

            assertThat(name.statusCode()).isEqualTo(409);
            assertThat(name.body()).contains("Name taken", "choose another");
            assertThat(register.statusCode()).isEqualTo(409);
            assertThat(register.body()).contains("Register number taken");
            assertThat(apply(other, application(code, "other", "NL9")).statusCode())
                    .isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\":\"steel\"        | \"name\":\"Steel Works\" | 400 | lower-case",
                "\"name\":\"steel\"        | \"name\":7              | 400 | 'name' is missing",
                "\"rulebookVersion\":\"1.0\" | \"rulebookVersion\":\"0.9\" | 409 | version 1.0",
                "https://steel.example/dsp | file:///etc/passwd     | 400 | protocolEndpoint",
                "https://steel.example/dsp | https://a@steel.example | 400 | protocolEndpoint",
                "Steel Works B.V.          | Steel\\u202eWorks       | 400 | legalName",
                "\"registerNumber\":\"NL123\" | \"registerNumber\":\" \" | 400 | registerNumber",
                "\"legalName\"             | \"approved\":true,\"legalName\" | 400 | unknown key 'approved'"
            })
    void namesWhatIsWrongWithAnApplication(String text, String instead, int status, String told) throws Exception {
        var code = authority.invite(Duration.ofDays(1));

        var answer = apply(firm, application(code, "steel", "NL123").replace(text, instead));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(told);
        assertThat(authority.rows.list()).isEmpty();
    }

    @Test
    void boundsHowOftenAFirmApplies() throws Exception {
        var last = 0;
        for (var i = 0; i < 65 && last != 429; i++) {
            last = apply(firm, application(InvitationCode.random(), "steel", "NL123"))
                    .statusCode();
        }

        assertThat(last).isEqualTo(429);
    }

    @Test
    void theDirectoryIsForApprovedMembersAndShowsThoseOnly() throws Exception {
        apply(firm, application(authority.invite(Duration.ofDays(1)), "steel", "NL123"));
        var before = ServedParty.get(base + "/members", firm.party.token(authority.party));
        authority.decide(firm.party.did, Standing.APPROVED);
        try (var waiting = new ServedHolder()) {
            apply(waiting, application(authority.invite(Duration.ofDays(1)), "waiting", "NL9"));

            var after = ServedParty.get(base + "/members", firm.party.token(authority.party));

            assertThat(before.statusCode()).isEqualTo(403);
            assertThat(JSON.readTree(after.body()).path("members"))
                    .extracting(member -> member.path("name").asText())
                    .containsExactly("steel");
            assertThat(JSON.readTree(after.body())
                            .at("/members/0/protocolEndpoint")
                            .asText())
                    .isEqualTo("https://steel.example/dsp");
            authority.decide(firm.party.did, Standing.SUSPENDED);
            assertThat(ServedParty.get(base + "/members", firm.party.token(authority.party))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theTrustListIsSignedByTheAuthority() throws Exception {
        var list = SignedJWT.parse(ServedParty.get(base + "/trust", "").body());

        assertThat(list.getHeader().getKeyID()).startsWith(authority.party.did + "#");
        assertThat(list.getJWTClaimsSet().getIssuer()).isEqualTo(authority.party.did.value());
        assertThat(list.getJWTClaimsSet().getClaim("issuers").toString())
                .contains(authority.party.did.value(), "MembershipCredential", "RoleCredential");
        assertThat(list.getJWTClaimsSet().getClaim("rulebook").toString()).contains("1.0");
        assertThat(list.getJWTClaimsSet().getExpirationTime()).isNotNull();
    }
}
