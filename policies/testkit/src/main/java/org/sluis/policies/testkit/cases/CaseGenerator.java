// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SplittableRandom;

/** Cases of the machine interface. The same seed and number give the same case, whatever was generated before. */
public final class CaseGenerator {
    private static final int FAULTY_PERCENT = 8;
    private static final int MALFORMED_PERCENT = 4;

    private final long seed;

    public CaseGenerator(long seed) {
        this.seed = seed;
    }

    /** Any case: mostly a policy of the profile and a well-formed request. */
    public ObjectNode any(long number) {
        var choices = choices(number);
        var circumstances = Circumstances.generate(choices);
        var policy = new Policies(choices, circumstances).generate();
        if (choices.chance(FAULTY_PERCENT)) {
            new Faults(choices, policy).add();
        } else {
            policy = new Writing(choices).write(policy);
        }
        if (choices.chance(MALFORMED_PERCENT)) {
            Malformations.add(choices, circumstances);
        }
        return together(number, policy, circumstances);
    }

    /** Any case, damaged in one place or a few. */
    public ObjectNode damaged(long number) {
        var choices = new Choices(seed + number);
        var damaged = any(number);
        for (var splices = choices.of(1, 1, 2, 3); splices > 0; splices--) {
            Splices.splice(damaged, any(number + choices.between(1, 1000)), choices);
        }
        return damaged;
    }

    /** A case without faults, its policy in plain writing: short keys, prefixed names, arrays everywhere. */
    public ObjectNode plain(long number) {
        var choices = choices(number);
        var circumstances = Circumstances.generate(choices);
        return together(number, new Policies(choices, circumstances).generate(), circumstances);
    }

    /** A comparison that could stand in the policy of the case, near what its request and facts are. */
    public ObjectNode comparison(ObjectNode given, Choices choices) {
        var operand = choices.of(Comparisons.OPERANDS);
        return new Comparisons(choices, circumstances(given)).any(operand, choices.of(Comparisons.operators(operand)));
    }

    /** A prohibition that could stand in the policy of the case. */
    public ObjectNode prohibition(ObjectNode given, Choices choices) {
        return new Policies(choices, circumstances(given)).prohibition();
    }

    private static Circumstances circumstances(ObjectNode given) {
        var request = (ObjectNode) given.get("request");
        return new Circumstances(
                request, (ObjectNode) given.get("facts"), request.path("moment").asText("release"), Values.NOW);
    }

    /** Neighbouring numbers must not give neighbouring states of the random generator. */
    private Choices choices(long number) {
        return new Choices(new SplittableRandom(seed ^ new SplittableRandom(number).nextLong()).nextLong());
    }

    private static ObjectNode together(long number, ObjectNode policy, Circumstances circumstances) {
        var together = JsonNodeFactory.instance.objectNode().put("id", "c" + number);
        together.set("policy", policy);
        together.set("request", circumstances.request());
        together.set("facts", circumstances.facts());
        return together;
    }
}
