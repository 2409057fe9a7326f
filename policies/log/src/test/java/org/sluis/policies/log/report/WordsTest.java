// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void tellsWhatPeopleChangedInPlainWords() {
        assertThat(Words.type("policy.changed")).isEqualTo("House rules changed");
        assertThat(Words.type("admin.action")).isEqualTo("Action of the administration");
    }

    @Test
    void aTypeThatNobodyHasWordsForStandsForItself() {
        assertThat(Words.type("brand.new")).isEqualTo("brand.new");
    }
}
