// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.identity.keys.UnusableKeysException;
import org.sluis.extensions.policylog.InMemorySecrets;
import org.sluis.policies.log.bundle.KeyRotation;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;

class LogKeysTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    private final InMemorySecrets secrets = new InMemorySecrets();

    private LogKeys open(String host, Clock clock) {
        return LogKeys.open(secrets, host, clock);
    }

    @Test
    void makesAllKeysInOneStepAndLeavesOtherSecretsAlone() {
        secrets.replace(Map.of("signing-1", new byte[] {1}));

        open("firm.example:8443", CLOCK);

        assertThat(secrets.replaced()).isEqualTo(2);
        assertThat(secrets.entries())
                .containsOnlyKeys("signing-1", "policy-log", "policy-log-cosigner", "policy-log-streams");
    }

    @Test
    void keepsOriginKeysAndStreamNamesForEver() {
        var first = open("firm.example:8443", CLOCK);

        var later = open("moved.example", Clock.fixed(Instant.parse("2031-01-01T00:00:00Z"), ZoneOffset.UTC));

        assertThat(first.origin()).isEqualTo("firm.example:8443/plog/2026");
        assertThat(later.origin()).isEqualTo(first.origin());
        assertThat(later.logKeys()).isEqualTo(first.logKeys());
        assertThat(later.cosigner().key()).isEqualTo(first.cosigner().key());
        assertThat(later.streams().agreement("a")).isEqualTo(first.streams().agreement("a"));
        assertThat(first.cosigner().key().name()).isEqualTo("firm.example:8443/plog/cosigner");
        assertThat(first.log().key().name()).isEqualTo(first.origin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy-log", "policy-log-cosigner", "policy-log-streams"})
    void makesNoNewKeyWhenOneOfThemIsLost(String lost) {
        open("firm.example", CLOCK);
        var rest = secrets.entries();
        rest.remove(lost);
        secrets.replace(rest);

        assertThatThrownBy(() -> open("firm.example", CLOCK))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining(lost)
                .hasMessageContaining("backup");
    }

    @Test
    void rotatesWithANoteThatTheOldKeySigned() throws Exception {
        var keys = open("firm.example", CLOCK);
        var old = keys.log().key();
        var events = new ArrayList<PolicyEvent>();

        keys.rotate(events::add);

        var next = keys.log().key();
        assertThat(keys.logKeys()).containsExactly(next, old);
        assertThat(keys.rotations()).hasSize(1);
        var note = keys.rotations().get(0);
        assertThat(note.verify(List.of(old)).signatures()).hasSize(1);
        assertThat(KeyRotation.parse(note.text())).contains(new KeyRotation(keys.origin(), next));
        assertThat(events).extracting(PolicyEvent::type).containsExactly("key.rotated");
        assertThat(events.get(0).members()).contains(old.vkey()).contains(next.vkey());
        assertThat(open("firm.example", CLOCK).logKeys()).containsExactly(next, old);
        assertThat(open("firm.example", CLOCK).rotations().get(0).bytes()).isEqualTo(note.bytes());
    }

    @Test
    void keepsTheOldKeyWhenTheRotationCannotBeLoggedOrStored() {
        var keys = open("firm.example", CLOCK);
        var old = keys.logKeys();

        assertThatThrownBy(() -> keys.rotate(event -> {
                    throw new RecordUnavailableException("the log is not available", null);
                }))
                .isInstanceOf(RecordUnavailableException.class);
        secrets.fill();
        assertThatThrownBy(() -> keys.rotate(event -> {})).isInstanceOf(UnusableKeysException.class);

        assertThat(keys.logKeys()).isEqualTo(old);
        assertThat(open("firm.example", CLOCK).logKeys()).isEqualTo(old);
    }

    @Test
    void publishesEveryKeyThatEverSignedAndNothingPrivate() throws Exception {
        var keys = open("firm.example", CLOCK);
        keys.rotate(event -> {});

        var published = keys.published();

        assertThat(published).hasSize(3).noneMatch(key -> key.isPrivate());
        assertThat(published.stream().map(key -> key.getKeyID()).collect(Collectors.toSet()))
                .hasSize(3);
        assertThat(Set.copyOf(published)).allMatch(key -> key.toJSONString().contains("Ed25519"));
        assertThat(new String(secrets.entries().get("policy-log"), StandardCharsets.UTF_8))
                .doesNotContain(published.get(0).toJSONString());
    }
}
