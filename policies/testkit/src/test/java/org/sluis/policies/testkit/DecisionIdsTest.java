// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.sluis.policies.usage.DecisionIds;

class DecisionIdsTest {

    @Test
    void sayTheTimeAndTheirVersionAndAreNeverTheSame() {
        long before = System.currentTimeMillis();
        var all = new HashSet<Object>();
        for (int i = 0; i < 10_000; i++) {
            var id = DecisionIds.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
            all.add(id);
        }
        assertThat(all).hasSize(10_000);
    }
}
