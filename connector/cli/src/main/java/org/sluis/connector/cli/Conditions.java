// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The usual conditions of a share, as options; together they make one permission. */
final class Conditions {

    static final String PROFILE = "https://w3id.org/sluis/policy/1/profile";

    @Option(names = "--purpose", paramLabel = "IRI", description = "Only for this purpose; repeat it for several.")
    private List<String> purposes = List.of();

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "Only until then, for example 2026-12-31T23:00:00Z.")
    private String until;

    @Option(
            names = "--for-period",
            paramLabel = "DURATION",
            description = "Only so long after signing, for example P90D.")
    private String period;

    @Option(names = "--times", paramLabel = "N", description = "At most so many uses.")
    private String times;

    @Option(
            names = "--each",
            paramLabel = "DURATION",
            description = "With --times: in each such period, for example P1D.")
    private String window;

    @Option(names = "--role", paramLabel = "ROLE", description = "Only for those who have this role in the data space.")
    private String role;

    @Option(
            names = "--connector",
            paramLabel = "KIND",
            description = "Only with a connector certified as this, for example enforcing.")
    private String connector;

    @Option(
            names = "--without-membership",
            description = "Not only for members of our data space; by default an offer is for its members.")
    private boolean withoutMembership;

    @Option(names = "--no-onward-sharing", description = "The data may not be passed on.")
    private boolean noOnwardSharing;

    /** Conditions as they are written on the command line. */
    static Conditions parse(List<String> options) {
        var conditions = new Conditions();
        new CommandLine(new Written(conditions)).parseArgs(options.toArray(String[]::new));
        return conditions;
    }

    @Command(name = "conditions")
    private record Written(@Mixin Conditions conditions) {}

    /** Whether the offer is for members of our data spaces only. */
    boolean membersOnly() {
        return !withoutMembership;
    }

    /**
     * The policy that these conditions make; without target, parties and recipients.
     *
     * @param authorities of our data spaces: to be a member of one is enough
     */
    ObjectNode policy(List<String> authorities) {
        var policy = Json.object();
        policy.putObject("@context")
                .put("odrl", "http://www.w3.org/ns/odrl/2/")
                .put("sluis", "https://w3id.org/sluis/policy/1/");
        policy.put("@type", "odrl:Set").put("odrl:profile", PROFILE);
        var permission = policy.putArray("odrl:permission").addObject();
        permission.put("odrl:action", "odrl:use");
        var constraints = Json.MAPPER.createArrayNode();
        if (membersOnly()) {
            addAny(constraints, "sluis:membership", authorities);
        }
        add(constraints, "sluis:role", "odrl:eq", role);
        add(constraints, "sluis:connector", "odrl:eq", connector);
        addAny(constraints, "odrl:purpose", purposes);
        add(constraints, "odrl:dateTime", "odrl:lt", until);
        add(constraints, "sluis:sinceAgreement", "odrl:lteq", period);
        add(constraints, "odrl:count", "odrl:lteq", times);
        add(constraints, "sluis:window", "odrl:eq", window);
        if (!constraints.isEmpty()) {
            permission.set("odrl:constraint", constraints);
        }
        if (noOnwardSharing) {
            policy.putArray("odrl:prohibition").addObject().put("odrl:action", "odrl:distribute");
        }
        return policy;
    }

    private static void addAny(ArrayNode constraints, String leftOperand, List<String> rightOperands) {
        var target = rightOperands.size() > 1 ? constraints.addObject().putArray("odrl:or") : constraints;
        for (var rightOperand : rightOperands) {
            add(target, leftOperand, "odrl:eq", rightOperand);
        }
    }

    private static void add(ArrayNode constraints, String leftOperand, String operator, String rightOperand) {
        if (rightOperand != null) {
            constraints
                    .addObject()
                    .put("odrl:leftOperand", leftOperand)
                    .put("odrl:operator", operator)
                    .put("odrl:rightOperand", rightOperand);
        }
    }
}
