// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.sluis.connector.cli.DemoReport.Observation;

/** What the coordinator of the demo does: takes the firms in, and later suspends one. */
final class DemoChain {

    /** The version of the rules that the firms accept. */
    static final String RULEBOOK = "2026-1";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PERSON = "J. Smit";

    private final DemoFirms firms;

    DemoChain(DemoFirms firms) {
        this.firms = firms;
    }

    /** Invitations for all, an application by each, a person's approval, and credentials that each firm verified itself. */
    String enrol(ObjectNode result) throws InterruptedException {
        var wanted = Json.object();
        firms.members().forEach(firm -> wanted.withArray("invitations").addObject());
        var invitations = coordinator().post("/authority/invitations", wanted).path("invitations");
        for (var i = 0; i < firms.members().size(); i++) {
            apply(firms.members().get(i), invitations.path(i).path("invitation").asText(), i);
        }
        for (var firm : firms.members()) {
            await(() -> step(firm).equals("applied"), firm);
            coordinator()
                    .post(
                            "/authority/members/" + firm.name() + "/approve",
                            Json.object().put("checkedBy", PERSON));
        }
        for (var firm : firms.members()) {
            await(() -> step(firm).equals("member"), firm);
            result.withArray("members").add(firm.id());
        }
        return "three firms joined the coordinator's data space: each was invited, applied, was checked by " + PERSON
                + " and holds a credential that it verified";
    }

    private static void apply(DemoFirm firm, String invitation, int number) {
        firm.connector()
                .post(
                        "/memberships",
                        Json.object()
                                .put("invitation", invitation)
                                .put("legalName", firm.name() + " B.V.")
                                .put("registerNumber", "8000000" + number)
                                .put("rulebookVersion", RULEBOOK));
    }

    /** Whether a use ends once the coordinator has suspended the asker. */
    Observation suspend(DemoFirm member, JsonNode agreement, String purpose, ObjectNode result)
            throws InterruptedException {
        coordinator()
                .post(
                        "/authority/members/" + member.name() + "/suspend",
                        Json.object()
                                .put("reason", "the demo's contribution was not paid")
                                .put("yes", true));
        var begun = System.nanoTime();
        while (true) {
            var seen = DemoAsks.ask(member, agreement, purpose, "sluis:membership");
            var waited = Duration.ofNanos(System.nanoTime() - begun);
            if (seen.observed().equals("deny") || waited.compareTo(PATIENCE) > 0) {
                result.put("afterMs", waited.toMillis());
                return seen;
            }
            Thread.sleep(100);
        }
    }

    private ManagementClient coordinator() {
        return firms.coordinator().connector();
    }

    private static String step(DemoFirm firm) {
        return firm.connector()
                .get("/memberships", Map.of())
                .path("memberships")
                .path(0)
                .path("step")
                .asText();
    }

    private static void await(BooleanSupplier reached, DemoFirm firm) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        firm.name() + " did not become a member in " + PATIENCE.toSeconds() + " s: "
                                + firm.connector().get("/memberships", Map.of()).path("memberships"));
            }
            Thread.sleep(100);
        }
    }
}
