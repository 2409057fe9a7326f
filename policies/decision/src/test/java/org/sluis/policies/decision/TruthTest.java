// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** What is computed on sets of values must be what comes out value by value. */
class TruthTest {

    private static final List<Integer> SINGLE = List.of(Truth.TRUE, Truth.FALSE, Truth.UNDETERMINED);

    @Test
    void andOfSetsIsTheSetOfAnds() {
        assertPointwise(Truth::and, (a, b) -> {
            if (a == Truth.FALSE || b == Truth.FALSE) {
                return Truth.FALSE;
            }
            return a == Truth.TRUE && b == Truth.TRUE ? Truth.TRUE : Truth.UNDETERMINED;
        });
    }

    @Test
    void orOfSetsIsTheSetOfOrs() {
        assertPointwise(Truth::or, (a, b) -> {
            if (a == Truth.TRUE || b == Truth.TRUE) {
                return Truth.TRUE;
            }
            return a == Truth.FALSE && b == Truth.FALSE ? Truth.FALSE : Truth.UNDETERMINED;
        });
    }

    @Test
    void xoneOfThreeSetsIsTheSetOfXones() {
        for (int a = 1; a < 8; a++) {
            for (int b = 1; b < 8; b++) {
                for (int c = 1; c < 8; c++) {
                    int wanted = 0;
                    for (int x : SINGLE) {
                        for (int y : SINGLE) {
                            for (int z : SINGLE) {
                                boolean possible = (a & x) != 0 && (b & y) != 0 && (c & z) != 0;
                                wanted |= possible ? xone(List.of(x, y, z)) : 0;
                            }
                        }
                    }
                    int states = Truth.xone(Truth.xone(Truth.xone(Truth.XONE_START, a), b), c);
                    assertThat(Truth.xoneValues(states))
                            .as(a + " " + b + " " + c)
                            .isEqualTo(wanted);
                }
            }
        }
    }

    private static int xone(List<Integer> values) {
        long holding = values.stream().filter(value -> value == Truth.TRUE).count();
        if (holding >= 2) {
            return Truth.FALSE;
        }
        if (values.contains(Truth.UNDETERMINED)) {
            return Truth.UNDETERMINED;
        }
        return Truth.of(holding == 1);
    }

    private static void assertPointwise(IntBinaryOperator onSets, IntBinaryOperator onValues) {
        for (int some = 1; some < 8; some++) {
            for (int others = 1; others < 8; others++) {
                int wanted = 0;
                for (int a : SINGLE) {
                    for (int b : SINGLE) {
                        wanted |= (some & a) != 0 && (others & b) != 0 ? onValues.applyAsInt(a, b) : 0;
                    }
                }
                assertThat(onSets.applyAsInt(some, others))
                        .as(some + " " + others)
                        .isEqualTo(wanted);
            }
        }
    }
}
