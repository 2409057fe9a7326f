// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.authority.ServedAuthority;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.onboarding.Membership.Step;
import org.sluis.extensions.identity.wallet.HeldCredential;
import org.sluis.extensions.storage.JoiningFirm.Place;

/** A firm's process dies at every step of joining, before and after the step is stored, and is started again. */
@Timeout(300)
class KilledJoinTest {

    private static final List<String> BEFORE_APPROVAL = moments("STARTED", "REACHABLE", "INVITED", "APPLIED");
    private static final List<String> AFTER_APPROVAL =
            moments("APPROVED", "the request", "the acceptance", "the delivery", "HOLDING", "MEMBER");

    @TempDir
    Path folder;

    private static List<String> moments(String... steps) {
        var moments = new ArrayList<String>();
        for (var step : steps) {
            moments.addAll(List.of("before " + step, "after " + step));
        }
        return moments;
    }

    @Test
    void aFirmThatIsKilledAtEveryStepBecomesAMemberOnceWithOneSetOfCredentials() throws Exception {
        var database = TestDatabase.migrated();
        try (var authority = new ServedAuthority(Files.createDirectory(folder.resolve("status")))) {
            var place = Place.free(Files.createDirectory(folder.resolve("firm")), "steel");
            var invitation = authority.invite(Duration.ofHours(1)).url(authority.party.did);

            for (var moment : BEFORE_APPROVAL) {
                killedAt(moment, place, invitation, database);
            }
            assertThat(authority.rows.list())
                    .singleElement()
                    .satisfies(member -> assertThat(member.standing()).isEqualTo(Standing.APPLIED));
            authority.decide(place.did(), Standing.APPROVED);
            for (var moment : AFTER_APPROVAL) {
                killedAt(moment, place, invitation, database);
            }

            try (var firm = new JoiningFirm(place, database, Clock.systemUTC(), Clock.systemUTC(), Halt.NEVER)) {
                assertThat(firm.wallet.ports().memberships().all())
                        .singleElement()
                        .satisfies(member -> assertThat(member.step()).isEqualTo(Step.MEMBER));
                assertThat(firm.held())
                        .extracting(HeldCredential::types)
                        .containsExactlyInAnyOrder(
                                Set.of("MembershipCredential"),
                                Set.of("RoleCredential"),
                                Set.of("ConnectorCredential"));
                assertThat(firm.current()).isEqualTo(3);
            }
            assertThat(authority.rows.list()).hasSize(1);
            assertThat(authority.rows.issuedTo(place.did())).hasSize(3);
        }
    }

    private static void killedAt(String moment, Place place, String invitation, Database database) throws Exception {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JoiningFirm.class.getName(),
                String.valueOf(place.port()),
                place.folder().toString(),
                place.name(),
                invitation,
                moment);
        var log = place.folder().resolve("log").toFile();
        var jvm = builder.redirectError(log).start();
        try (var input = jvm.outputWriter(StandardCharsets.UTF_8)) {
            input.write(database.url() + "\n" + database.user() + "\n" + database.password() + "\n");
            input.flush();
            assertThat(jvm.waitFor(50, TimeUnit.SECONDS))
                    .as(moment + "\n" + text(log.toPath()))
                    .isTrue();
            assertThat(new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as(text(log.toPath()))
                    .contains("halted " + moment);
        } finally {
            jvm.destroyForcibly();
        }
        assertThat(jvm.exitValue()).isEqualTo(137);
    }

    private static String text(Path log) throws IOException {
        return Files.readString(log);
    }
}
