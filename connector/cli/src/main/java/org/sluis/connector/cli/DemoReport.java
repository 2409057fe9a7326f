// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Tells the steps of the demo as they end: a line each for people, an object each for machines. */
final class DemoReport {

    private final Settings settings;
    private int steps;
    private int failed;

    DemoReport(Settings settings) {
        this.settings = settings;
    }

    /** One step; whatever it throws is its failure. It may add members to the object that machines get. */
    @FunctionalInterface
    interface Step {
        String run(ObjectNode result) throws Exception;
    }

    /** What a check found: {@code allow} or {@code deny}, and why. */
    record Observation(String observed, String reason, boolean holds) {}

    /** One question whose answer is known beforehand. */
    @FunctionalInterface
    interface Check {
        Observation run(ObjectNode result) throws Exception;
    }

    /** Runs a step and answers whether it succeeded. */
    boolean step(String name, Step step) {
        var result = Json.object().put("step", name).put("ok", true).put("ms", 0);
        var begun = System.nanoTime();
        String told;
        try {
            told = step.run(result);
        } catch (Exception e) {
            told = failure(e);
            result.put("ok", false).put("error", told);
        }
        result.put("ms", (System.nanoTime() - begun) / 1_000_000);
        tell(result, told);
        return result.path("ok").asBoolean();
    }

    /** Runs a check; it holds when what is observed is what is expected, for the expected reason. */
    void check(String name, String expect, String question, Check check) {
        step(name, result -> {
            result.put("expect", expect).put("observed", "error");
            var observation = check.run(result);
            result.put("observed", observation.observed()).put("reason", observation.reason());
            result.put("ok", observation.holds() && observation.observed().equals(expect));
            return question + ": " + observation.observed()
                    + (observation.reason().isEmpty() ? "" : " (" + observation.reason() + ")");
        });
    }

    private static String failure(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof CommandFailure failure
                        && failure.problem().path("reasons").size() > 0
                ? message + " " + Reasons.all(failure.problem().path("reasons"))
                : message;
    }

    private void tell(ObjectNode result, String told) {
        var ok = result.path("ok").asBoolean();
        steps++;
        failed += ok ? 0 : 1;
        if (settings.json()) {
            settings.out().println(Json.line(result));
        } else {
            settings.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s %6.2f s  %-22s %s",
                            ok ? "ok    " : "FAILED",
                            result.path("ms").asLong() / 1000.0,
                            result.path("step").asText(),
                            told));
        }
        settings.out().flush();
    }

    boolean allHeld() {
        return failed == 0;
    }

    /** For people, at the end. */
    String summary() {
        return (steps - failed) + " of " + steps + " steps held";
    }
}
