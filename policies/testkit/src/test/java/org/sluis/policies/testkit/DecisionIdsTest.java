// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.sluis.policies.usage.DecisionIds;

class DecisionIdsTest {

    @Test
    void sayTheTimeAndTheirVersionAndAreNeverTheSame() {
        var time = Instant.parse("2026-11-21T10:00:00.123Z");
        var all = new HashSet<Object>();
        for (int i = 0; i < 10_000; i++) {
            var id = DecisionIds.at(time);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(time.toEpochMilli());
            all.add(id);
        }
        assertThat(all).hasSize(10_000);
    }
}
