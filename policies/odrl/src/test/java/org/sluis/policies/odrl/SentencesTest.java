// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SentencesTest {

    private final Sentences sentences = new Sentences(Language.class, "words");

    @Test
    void putsEachValueInItsPlaceAndTakesNoValueForAPlace() {
        assertThat(sentences.in(Language.EN, "instant", "{1}", "$1 10:00")).isEqualTo("{1} at $1 10:00");
        assertThat(sentences.in(Language.NL, "instant", "a", "b")).isEqualTo("a om b");
    }

    @Test
    void saysWhichSentenceIsMissing() {
        assertThat(sentences.find(Language.DE, "none")).isEmpty();
        assertThatThrownBy(() -> sentences.in(Language.DE, "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no words for none in DE");
        assertThatThrownBy(() -> new Sentences(Language.class, "nothing"))
                .hasMessageContaining("nothing_en.properties");
    }
}
