// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceivedReasonTest {

    @Test
    void isPlainTextWhateverThePeerWrote() {
        assertThat(ReceivedReason.text("[{\"@value\":\"too late\",\"@language\":\"en\"},{\"@value\":\"too dear\"}]"))
                .isEqualTo("too late; too dear");
        assertThat(ReceivedReason.text("too late")).isEqualTo("too late");
        assertThat(ReceivedReason.text("42")).isEqualTo("42");
        assertThat(ReceivedReason.text("[{\"@value\":")).isEqualTo("[{\"@value\":");
        assertThat(ReceivedReason.text("line\nbreak\u0000")).isEqualTo("line break");
        assertThat(ReceivedReason.text("x".repeat(10_000))).hasSize(500);
    }

    @Test
    void isKnownOnlyWhileItsMessageIsHandled() {
        assertThat(ReceivedReason.during("[{\"@value\":\"no\"}]", ReceivedReason::current))
                .contains("no");
        assertThat(ReceivedReason.during(null, ReceivedReason::current)).isEmpty();
        assertThat(ReceivedReason.current()).isEmpty();
    }
}
