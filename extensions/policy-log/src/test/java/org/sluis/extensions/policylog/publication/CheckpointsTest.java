// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.InMemoryPolicyLog;
import org.sluis.extensions.policylog.InMemorySecrets;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.ForkedTreeException;

@Timeout(30)
class CheckpointsTest {

    private final InMemoryPolicyLog log = new InMemoryPolicyLog();
    private final LogKeys keys = LogKeys.open(new InMemorySecrets(), "firm.example", Clock.systemUTC());
    private Optional<TreeHead> seen = Optional.empty();
    private final Checkpoints checkpoints = new Checkpoints(log, keys, () -> seen);

    @AfterEach
    void close() {
        checkpoints.close();
    }

    private void append() throws LogUnavailableException {
        log.append(new Draft(1, List.of(keys.streams().self()), "{\"type\":\"admin.action\"}"));
    }

    @Test
    void signsWithinASecondAfterAnEntry() throws Exception {
        checkpoints.start();
        for (int round = 0; round < 3; round++) {
            append();
            var wanted = log.head();
            long end = System.nanoTime() + 1_000_000_000L;

            while (System.nanoTime() < end && !signed().equals(Optional.of(wanted))) {
                Thread.sleep(5);
            }

            assertThat(signed()).contains(wanted);
        }
        assertThat(checkpoints.health()).isEqualTo(new LogHealth(3, 3, Optional.empty(), false));
    }

    private Optional<TreeHead> signed() {
        return checkpoints.newest().map(Checkpoints::head);
    }

    @Test
    void signsNothingTwiceAndNothingOfAnEmptyLog() throws Exception {
        assertThatThrownBy(checkpoints::now).isInstanceOf(IllegalStateException.class);
        append();

        var first = checkpoints.now();

        assertThat(checkpoints.now()).isSameAs(first);
        assertThat(first.verify(keys.logKeys()).signatures()).hasSize(1);
        assertThat(Checkpoint.parse(first.text())).contains(Checkpoint.of(keys.origin(), log.head()));
    }

    @Test
    void refusesToSignATreeThatIsSmallerThanOneThatOthersHaveSeen() throws Exception {
        append();
        seen = Optional.of(new TreeHead(2, Sha256.of(new byte[1])));

        assertThatThrownBy(checkpoints::now)
                .isInstanceOf(ForkedTreeException.class)
                .hasMessageContaining("older copy");

        assertThat(checkpoints.newest()).isEmpty();
        assertThat(checkpoints.health().forked()).isTrue();
        assertThat(checkpoints.health().problem().orElseThrow()).contains("sluis log restore");
    }

    @Test
    void refusesToSignAnotherTreeThanOthersHaveSeenAlsoWhenItsOwnIsLarger() throws Exception {
        append();
        append();
        checkpoints.now();
        append();
        seen = Optional.of(new TreeHead(1, Sha256.of(new byte[1])));

        assertThatThrownBy(checkpoints::now).isInstanceOf(ForkedTreeException.class);

        assertThat(signed().orElseThrow().size()).isEqualTo(2);
    }

    @Test
    void signsAgainWhenTheForkIsGivenUp() throws Exception {
        append();
        seen = Optional.of(new TreeHead(2, Sha256.of(new byte[1])));
        assertThatThrownBy(checkpoints::now).isInstanceOf(ForkedTreeException.class);

        seen = Optional.empty();

        assertThat(Checkpoints.head(checkpoints.now()).size()).isEqualTo(1);
        assertThat(checkpoints.health().forked()).isFalse();
    }

    @Test
    void goesOnWithTheNextKeyAfterARotation() throws Exception {
        append();
        checkpoints.now();
        keys.rotate(event -> {});
        append();

        var note = checkpoints.now();

        assertThat(note.verify(List.of(keys.log().key())).signatures()).hasSize(1);
    }
}
