// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.edc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.did.Did;

/** Two members of one authority, each on a port of its own. */
class TwoPartiesOverHttpTest {

    private final ServedParty authority = ServedParty.authority();
    private final ServedParty parts = ServedParty.memberOf(authority, UnaryOperator.identity());
    private final ServedParty builder = ServedParty.memberOf(authority, UnaryOperator.identity());

    @AfterEach
    void close() {
        authority.close();
        parts.close();
        builder.close();
    }

    @Test
    void believeEachOther() {
        assertThat(parts.accepts(builder.authorizationFor(parts.did()))).isTrue();
        assertThat(builder.accepts(parts.authorizationFor(builder.did()))).isTrue();
        assertThat(parts.identity().partyCredentials().current(builder.did().value()))
                .hasSize(1);
    }

    @Test
    void believeNoTokenTwiceAndNoneForOthers() {
        var token = builder.authorizationFor(parts.did());
        parts.accepts(token);

        assertThat(parts.accepts(token)).isFalse();
        assertThat(parts.accepts(builder.authorizationFor(authority.did()))).isFalse();
        assertThat(parts.accepts(builder.authorizationFor(new Did("did:web:localhost"))))
                .isFalse();
    }

    @Test
    void stopBelievingARevokedMemberByThemselves() {
        parts.identity().start();
        assertThat(parts.accepts(builder.authorizationFor(parts.did()))).isTrue();

        authority.revokeAll();

        assertThat(within(
                        Duration.ofSeconds(10),
                        () -> parts.identity()
                                .partyCredentials()
                                .current(builder.did().value())
                                .isEmpty()))
                .isTrue();
        assertThat(parts.accepts(builder.authorizationFor(parts.did()))).isFalse();
    }

    private static boolean within(Duration time, BooleanSupplier wanted) {
        var end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            if (wanted.getAsBoolean()) {
                return true;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
