// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sluis.policies.odrl.LogicalConstraint.Connective;

/** Policies from small pools of values, so that near misses and repetitions occur. */
final class RandomPolicies {

    private static final List<LeftOperand> OPERANDS = Stream.of(LeftOperand.values())
            .filter(operand -> operand != LeftOperand.WINDOW && operand != LeftOperand.WITHIN)
            .toList();

    private final Random random;

    RandomPolicies(long seed) {
        this.random = new Random(seed);
    }

    Policy next() {
        return new Policy(
                pick(List.of(Policy.Kind.values())),
                Optional.empty(),
                maybe("urn:a:data", "urn:b:data"),
                maybe("did:web:a.example", "did:web:b.example"),
                maybe("did:web:anyone", "anyone"),
                some(() -> new Permission(action(), constraints(0), some(() -> duty(Action.INFORM, Action.LOG)))),
                some(() -> new Prohibition(action(), constraints(0))),
                some(() -> duty(Action.DELETE, Action.NEXT_POLICY)));
    }

    private Action action() {
        return pick(List.of(Action.USE, Action.READ, Action.DISTRIBUTE));
    }

    private Duty duty(Action... actions) {
        return new Duty(pick(List.of(actions)), maybe("PT5M", "PT24H"));
    }

    private List<Constraint> constraints(int level) {
        List<Constraint> constraints = new ArrayList<>(some(() -> constraint(level)));
        boolean countsOnce =
                constraints.stream().filter(RandomPolicies::isCount).count() == 1;
        if (countsOnce && random.nextBoolean()) {
            constraints.add(new AtomicConstraint(LeftOperand.WINDOW, Operator.EQ, pick(List.of("P1D", "PT24H"))));
        }
        return constraints;
    }

    private static boolean isCount(Constraint constraint) {
        return constraint instanceof AtomicConstraint atomic && atomic.leftOperand() == LeftOperand.COUNT;
    }

    private Constraint constraint(int level) {
        if (level < 3 && random.nextInt(4) == 0) {
            Connective connective = pick(List.of(Connective.values()));
            List<Constraint> members =
                    connective == Connective.AND ? constraints(level + 1) : some(() -> constraint(level + 1));
            return members.isEmpty() ? constraint(level) : new LogicalConstraint(connective, members);
        }
        LeftOperand operand = pick(OPERANDS);
        return new AtomicConstraint(operand, pick(operand.operators()), pick(values(operand.form())));
    }

    private static List<String> values(RightOperandForm form) {
        return switch (form) {
            case TEXT -> List.of("planning", "urn:a:planning", "urn:a:Planning", "did:web:planning");
            case DID -> List.of("did:web:a.example", "did:web:a.example:b", "did:key:a.example");
            case INSTANT -> List.of("2026-11-21T10:00:00Z", "2026-11-21T10:00:00+01:00", "2026-11-21T10:00:00.5Z");
            case DURATION -> List.of("P1D", "PT24H", "P1W", "P1DT1M");
            case COUNT -> List.of("1", "11");
            case COUNTRY -> List.of("NL", "XX");
            case THUMBPRINT -> List.of("A".repeat(43), "B".repeat(43));
        };
    }

    private <T> T pick(List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }

    private Optional<String> maybe(String one, String other) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(pick(List.of(one, other)));
    }

    /** None, one or two; mostly none or one. */
    private <T> List<T> some(Supplier<T> each) {
        return Stream.generate(each)
                .limit(List.of(0, 0, 1, 1, 2).get(random.nextInt(5)))
                .toList();
    }
}
