// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.sluis.connector.cli.DemoReport.Observation;
import org.sluis.connector.cli.DemoTerms.Offer;

/** People at both firms: one approves, one makes a counter-offer, one ends an agreement, one looks ahead. */
final class DemoPeople {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String END_REASON = "we plan with another product from now on";

    private final DemoFirm maker;
    private final DemoFirm builder;

    DemoPeople(DemoFirms firms) {
        this.maker = firms.maker();
        this.builder = firms.builder();
    }

    void run(DemoReport report) {
        if (!report.step("house-rules", this::setRules)) {
            return;
        }
        report.check("approval", "allow", "the builder asks, a person at the parts maker approves", this::approve);
        report.check(
                "counter-offer",
                "allow",
                "the parts maker offers other terms instead, a person at the builder accepts them",
                this::counter);
        report.check(
                "end-with-reason",
                "ended",
                "the builder ends the approved agreement; the parts maker is told why",
                this::end);
        report.check(
                "look-ahead",
                "deny",
                "what would the builder get of the parts maker in half a year, and why not",
                this::lookAhead);
    }

    private String setRules(ObjectNode result) {
        var authorities = OurAuthorities.of(maker.connector());
        List.of(DemoTerms.REVIEWED, DemoTerms.COUNTERED)
                .forEach(offer -> maker.connector().post("/shares", offer.request(builder.name(), authorities)));
        var rules = Json.object().put("version", 1);
        rules.putArray("rules")
                .addObject()
                .put("partner", builder.name())
                .put("product", DemoTerms.FORECAST)
                .put("side", "provider")
                .put("decision", "ask")
                .put("reason", "a person looks at each agreement on forecasts");
        rules.putObject("otherwise").put("provider", "conclude").put("consumer", "conclude");
        var set = maker.connector().put("/house-rules", Json.line(rules));
        result.put("sha256", set.path("sha256").asText());
        return "the parts maker's house rules: a person looks at each agreement with the builder on forecasts";
    }

    private Observation approve(ObjectNode result) throws InterruptedException {
        ask(DemoTerms.REVIEWED);
        var waiting = waiting(maker, DemoTerms.REVIEWED);
        say(maker, waiting, "approve", Json.object());
        var agreement = agreement(builder, DemoTerms.REVIEWED);
        result.put("agreement", agreement.path("id").asText());
        return new Observation(
                "allow", "it waited because " + waiting.path("reason").asText(), isSameAtMaker(agreement));
    }

    private Observation counter(ObjectNode result) throws InterruptedException {
        ask(DemoTerms.COUNTERED);
        var narrower = Json.object();
        narrower.set("policy", DemoTerms.NARROWER.policy(OurAuthorities.of(maker.connector())));
        say(maker, waiting(maker, DemoTerms.COUNTERED), "counter", narrower);
        var offered = waiting(builder, DemoTerms.COUNTERED);
        say(builder, offered, "approve", Json.object());
        var agreement = agreement(builder, DemoTerms.COUNTERED);
        var clauses = builder.connector()
                .get(path(agreement) + "/contract", Map.of())
                .path("clauses")
                .findValuesAsText("text");
        result.put("agreement", agreement.path("id").asText());
        var counted = clauses.stream()
                .filter(text -> text.contains("at most 10 times"))
                .findFirst();
        return new Observation(
                "allow",
                counted.orElse("the counter-offer's terms are missing"),
                counted.isPresent() && isSameAtMaker(agreement));
    }

    private Observation end(ObjectNode result) throws InterruptedException {
        var agreement = agreement(builder, DemoTerms.REVIEWED);
        builder.connector().post(path(agreement) + "/stop", Json.object().put("reason", END_REASON));
        var told = await("the parts maker does not know of the end", () -> {
            var theirs = maker.connector().get(path(agreement), Map.of());
            return theirs.path("state").asText().equals("active") ? Optional.empty() : Optional.of(theirs);
        });
        result.put("agreement", agreement.path("id").asText());
        var reason = told.path("endReason").asText();
        return new Observation("ended", reason, reason.contains(END_REASON));
    }

    /** Of the forecast under the counter-offer's terms, which end in three months. */
    private Observation lookAhead(ObjectNode result) throws InterruptedException {
        var agreement = agreement(builder, DemoTerms.COUNTERED).path("id").asText();
        var foresight = maker.connector()
                .get(
                        "/foresight",
                        Map.of(
                                "for", builder.name(),
                                "at", Instant.now().plus(Duration.ofDays(180)).toString(),
                                "purpose", DemoTerms.PLANNING));
        for (var dataset : foresight.path("datasets")) {
            for (var foreseen : dataset.path("agreements")) {
                if (foreseen.path("id").asText().equals(agreement)) {
                    var reasons = foreseen.path("reasons");
                    result.set("reasons", reasons);
                    var text = reasons.findValuesAsText("text");
                    return new Observation(
                            foreseen.path("allowed").asBoolean() ? "allow" : "deny",
                            String.join(" ", text),
                            !text.isEmpty());
                }
            }
        }
        return new Observation("nothing", "", false);
    }

    /** The one who asks does not wait for the answer: a person has to think first. */
    private void ask(Offer offer) {
        var thread = Executors.newSingleThreadExecutor();
        thread.execute(() -> {
            try {
                DemoAsks.agree(builder, maker, offer.dataset());
            } catch (CommandFailure e) {
                // What became of it is seen in the inbox and in the list of agreements.
                return;
            }
        });
        thread.shutdown();
    }

    private static JsonNode waiting(DemoFirm firm, Offer offer) throws InterruptedException {
        return await("nothing about " + offer.dataset() + " waits at the " + firm.name(), () -> {
            for (var entry : firm.connector().get("/inbox", Map.of()).path("waiting")) {
                if (entry.path("dataset").asText().equals(offer.dataset())
                        && entry.path("waitsFor").asText().equals("us")) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        });
    }

    private static void say(DemoFirm firm, JsonNode waiting, String word, ObjectNode request) {
        firm.connector()
                .post(
                        "/inbox/" + ManagementClient.encode(waiting.path("id").asText()) + "/" + word,
                        request.put("digest", waiting.path("digest").asText()));
    }

    private static JsonNode agreement(DemoFirm firm, Offer offer) throws InterruptedException {
        return await("there is no agreement on " + offer.dataset(), () -> {
            for (var agreement : firm.connector().get("/agreements", Map.of()).path("agreements")) {
                if (agreement.path("dataset").asText().equals(offer.dataset())) {
                    return Optional.of(agreement);
                }
            }
            return Optional.empty();
        });
    }

    private boolean isSameAtMaker(JsonNode agreement) {
        return maker.connector()
                .get(path(agreement), Map.of())
                .path("sha256")
                .asText("none")
                .equals(agreement.path("sha256").asText());
    }

    private static String path(JsonNode agreement) {
        return "/agreements/" + ManagementClient.encode(agreement.path("id").asText());
    }

    private static JsonNode await(String otherwise, Supplier<Optional<JsonNode>> look) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var seen = look.get(); ; seen = look.get()) {
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new CommandFailure(ExitCode.FAILED, otherwise + " after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(100);
        }
    }
}
