// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.Duty;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.LogicalConstraint.Connective;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Prohibition;

/** Policies of the profile, different for each seed, as nested as the profile allows. */
final class SeededPolicies {

    private static final List<Action> ACTIONS = List.of(
            Action.USE, Action.READ, Action.DISPLAY, Action.AGGREGATE, Action.DERIVE, Action.DISTRIBUTE, Action.PRINT);
    private static final List<Action> DUTIES = List.of(Action.INFORM, Action.LOG, Action.ATTRIBUTE, Action.NEXT_POLICY);
    private static final List<String> TEXTS = List.of(
            "planning",
            "quality check",
            "https://w3id.org/sluis/policy/1/planning",
            "urn:purpose:x",
            "odrl:looks-like-a-name",
            "sluis:looks-like-a-name",
            "\u00e9\u4e2d\ud83d\ude00 \"quoted\" \\ {x}",
            "@id",
            "3",
            "true");

    private final Random random;

    SeededPolicies(long seed) {
        this.random = new Random(seed);
    }

    Policy next() {
        return new Policy(
                Policy.Kind.OFFER,
                Optional.of("offer:" + random.nextInt(1000)),
                Optional.of("urn:dataset:" + random.nextInt(1000)),
                Optional.of("did:web:maker"),
                Optional.empty(),
                some(
                        3,
                        () -> new Permission(
                                one(ACTIONS), constraints(), some(2, () -> new Duty(one(DUTIES), within())))),
                some(2, () -> new Prohibition(one(ACTIONS), constraints())),
                some(2, () -> new Duty(random.nextBoolean() ? Action.DELETE : one(DUTIES), within())));
    }

    private Optional<String> within() {
        return random.nextBoolean() ? Optional.of("PT" + (1 + random.nextInt(90)) + "M") : Optional.empty();
    }

    private List<Constraint> constraints() {
        return some(3, () -> constraint(1));
    }

    private Constraint constraint(int level) {
        if (level > 3 || random.nextInt(3) > 0) {
            return atomic();
        }
        Connective connective = one(List.of(Connective.values()));
        List<Constraint> members = new ArrayList<>(some(3, () -> constraint(level + 1)));
        members.add(constraint(level + 1));
        if (connective == Connective.AND && random.nextInt(3) == 0) {
            members.removeIf(
                    member -> member instanceof AtomicConstraint atomic && atomic.leftOperand() == LeftOperand.COUNT);
            members.add(new AtomicConstraint(LeftOperand.COUNT, Operator.LTEQ, "5"));
            members.add(new AtomicConstraint(LeftOperand.WINDOW, Operator.EQ, "P1D"));
        }
        return new LogicalConstraint(connective, members);
    }

    private AtomicConstraint atomic() {
        LeftOperand left;
        do {
            left = one(List.of(LeftOperand.values()));
        } while (left == LeftOperand.WITHIN || left == LeftOperand.WINDOW);
        return new AtomicConstraint(left, one(left.operators()), right(left));
    }

    private String right(LeftOperand left) {
        return switch (left.form()) {
            case TEXT -> one(TEXTS);
            case DID -> "did:web:firm" + random.nextInt(100) + ".example";
            case INSTANT ->
                "2027-0" + (1 + random.nextInt(9)) + "-01T10:00:00" + (random.nextBoolean() ? "Z" : "+02:00");
            case DURATION -> "P" + (1 + random.nextInt(300)) + (random.nextBoolean() ? "D" : "W");
            case COUNT -> String.valueOf(1 + random.nextInt(999_999_999));
            case COUNTRY -> random.nextBoolean() ? "NL" : "DE";
            case THUMBPRINT -> "A".repeat(42) + random.nextInt(10);
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> List<T> some(int most, Supplier<T> next) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            some.add(next.get());
        }
        return some;
    }
}
