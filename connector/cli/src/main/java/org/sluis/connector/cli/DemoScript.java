// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sluis.connector.cli.DemoReport.Observation;
import org.sluis.connector.cli.DemoTerms.Offer;
import org.sluis.extensions.products.Product;
import org.sluis.extensions.products.ProductFolder;

/** The story of the demo: who shares what with whom, what arrives, and what is denied. */
final class DemoScript {

    private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(60);
    private static final List<Offer> FOR_BUILDER =
            List.of(DemoTerms.OWN_ORDERS, DemoTerms.NEXT_WEEKS, DemoTerms.COUNTED, DemoTerms.SHORT);

    private final DemoReport report;
    private final DemoFirms firms;
    private final DemoExports exports;
    private final DemoChain chain;
    private final Map<Offer, JsonNode> agreements = new ConcurrentHashMap<>();

    DemoScript(DemoReport report, DemoFirms firms, DemoExports exports) {
        this.report = report;
        this.firms = firms;
        this.exports = exports;
        this.chain = new DemoChain(firms);
    }

    /** Runs every step; without firms, products and offers there is nothing to go on with. */
    void run() {
        if (report.step("firms", this::startFirms)
                && report.step("enrol", chain::enrol)
                && report.step("publish", this::publish)
                && report.step("share", this::share)) {
            look();
            if (report.step("negotiate", this::negotiate)) {
                pull();
                new DemoPeople(firms).run(report);
                deny();
                report.step("log", this::log);
                new DemoAudit(
                                firms.maker().folder().resolveSibling("audit"),
                                firms.maker(),
                                firms.builder(),
                                agreements.get(DemoTerms.COUNTED))
                        .run(report);
            }
        }
    }

    private String startFirms(ObjectNode result) throws IOException, InterruptedException {
        for (var product : Product.ALL) {
            ProductFolder.create(firms.maker().folder().resolve("products"), product);
        }
        firms.start();
        var list = result.putArray("firms");
        for (var firm : firms.all()) {
            list.add(firm.json());
        }
        return "a coordinator and three firms run, each with its own process, database and keys";
    }

    private String publish(ObjectNode result) throws IOException, InterruptedException {
        drop(exports.orders(), DemoTerms.STATUS);
        drop(exports.forecast(), DemoTerms.FORECAST);
        result.put("customers", exports.others().size() + 1);
        var status = await(DemoTerms.OWN_ORDERS);
        var forecast = await(DemoTerms.NEXT_WEEKS);
        return "the parts maker's exports of " + (exports.others().size() + 1)
                + " customers were published when they were dropped in its folders: " + DemoTerms.STATUS + " version "
                + status + ", " + DemoTerms.FORECAST + " version " + forecast;
    }

    /** A file appears in the folder at once, as an ERP that knows its trade would write it. */
    private void drop(Path export, String product) throws IOException {
        var folder = firms.maker().folder().resolve("products").resolve(product);
        var unfinished = folder.resolve("export.unfinished");
        Files.copy(export, unfinished, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unfinished, folder.resolve("export.csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    private long await(Offer offer) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PUBLISHED_WITHIN.toNanos();
        while (true) {
            try {
                return preview(offer, firms.builder()).path("sequence").asLong();
            } catch (CommandFailure e) {
                var rejected = DemoRejection.of(
                        firms.maker().folder().resolve("products").resolve(offer.product()));
                if (rejected.isPresent()) {
                    throw new CommandFailure(ExitCode.FAILED, rejected.get(), e);
                }
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
    }

    private JsonNode preview(Offer offer, DemoFirm partner) {
        return firms.maker()
                .connector()
                .get(
                        "/preview",
                        Map.of("product", offer.product(), "disclosure", offer.disclosure(), "for", partner.name()));
    }

    private String share(ObjectNode result) {
        var maker = firms.maker().connector();
        var authorities = OurAuthorities.of(maker);
        FOR_BUILDER.forEach(
                offer -> maker.post("/shares", offer.request(firms.builder().name(), authorities)));
        maker.post("/shares", DemoTerms.TOTAL_DEMAND.request(firms.supplier().name(), authorities));
        result.put("shares", FOR_BUILDER.size() + 1);
        return "the parts maker offers the builder its own orders and next weeks, the supplier the total demand";
    }

    private void look() {
        var seenByBuilder = FOR_BUILDER.stream().map(Offer::dataset).sorted().toList();
        report.check("find", "allow", "the builder finds its offers and no others", result -> {
            var found = DemoAsks.find(firms.builder(), firms.maker());
            found.forEach(result.putArray("datasets")::add);
            return new Observation("allow", String.join(", ", found), found.equals(seenByBuilder));
        });
        report.check("find-supplier", "allow", "the supplier finds its offer and no others", result -> {
            var found = DemoAsks.find(firms.supplier(), firms.maker());
            found.forEach(result.putArray("datasets")::add);
            return new Observation(
                    "allow", String.join(", ", found), found.equals(List.of(DemoTerms.TOTAL_DEMAND.dataset())));
        });
        report.check(
                "impostor",
                "deny",
                "somebody who says to be the builder gets no answer",
                result -> DemoImpostor.look(firms.builder(), firms.maker()));
        report.check("foreign-offer", "deny", "the supplier cannot agree on the builder's orders", result -> {
            try {
                DemoAsks.agree(firms.supplier(), firms.maker(), DemoTerms.OWN_ORDERS.dataset());
                return new Observation("allow", "", false);
            } catch (CommandFailure e) {
                return new Observation(
                        "deny", e.getMessage(), e.problem().path("status").asInt() == 404);
            }
        });
    }

    private String negotiate(ObjectNode result) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(FOR_BUILDER.size() + 1);
        try {
            var running = new java.util.ArrayList<Future<?>>();
            for (var offer : FOR_BUILDER) {
                running.add(threads.submit(() -> agree(firms.builder(), offer)));
            }
            running.add(threads.submit(() -> agree(firms.supplier(), DemoTerms.TOTAL_DEMAND)));
            for (var negotiation : running) {
                negotiation.get();
            }
        } finally {
            threads.shutdownNow();
        }
        agreements.forEach((offer, agreement) -> result.withObject("/agreements")
                .put(offer.dataset(), agreement.path("id").asText()));
        return agreements.size() + " agreements are signed, each held by both sides with the same hash";
    }

    private void agree(DemoFirm asker, Offer offer) {
        var agreement = DemoAsks.agree(asker, firms.maker(), offer.dataset());
        var theirs = firms.maker()
                .connector()
                .get(
                        "/agreements/"
                                + ManagementClient.encode(agreement.path("id").asText()),
                        Map.of());
        if (!agreement.path("sha256").asText().equals(theirs.path("sha256").asText("none"))) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the two sides of agreement " + agreement.path("id").asText() + " differ");
        }
        agreements.put(offer, agreement);
    }

    private void pull() {
        var contents = new DemoContents(exports);
        report.check(
                "pull-short",
                "allow",
                "an agreement of " + DemoTerms.SHORT_SECONDS + " s is used in time",
                result -> DemoAsks.ask(firms.builder(), agreements.get(DemoTerms.SHORT), DemoTerms.DELIVERY, ""));
        report.check(
                "pull-orders",
                "allow",
                "the builder gets its own orders and nobody else's",
                result -> contents.orders(get(firms.builder(), DemoTerms.OWN_ORDERS, DemoTerms.DELIVERY), result));
        report.check(
                "pull-forecast",
                "allow",
                "the builder gets its own next weeks only",
                result -> contents.nextWeeks(get(firms.builder(), DemoTerms.NEXT_WEEKS, DemoTerms.PLANNING), result));
        report.check(
                "pull-supplier",
                "allow",
                "the supplier gets the demand of all, without who the customers are",
                result -> contents.totalDemand(
                        get(firms.supplier(), DemoTerms.TOTAL_DEMAND, DemoTerms.MATERIAL), result));
    }

    private JsonNode get(DemoFirm asker, Offer offer, String purpose) {
        return DemoAsks.get(asker, agreements.get(offer), purpose);
    }

    private void deny() {
        report.check(
                "wrong-purpose",
                "deny",
                "own orders for marketing",
                result -> DemoAsks.ask(
                        firms.builder(), agreements.get(DemoTerms.OWN_ORDERS), DemoTerms.MARKETING, "odrl:purpose"));
        report.check("above-count", "deny", "a use above the count of " + DemoTerms.COUNT, result -> {
            for (var use = 1; use <= DemoTerms.COUNT; use++) {
                get(firms.builder(), DemoTerms.COUNTED, DemoTerms.DELIVERY);
            }
            return DemoAsks.ask(firms.builder(), agreements.get(DemoTerms.COUNTED), DemoTerms.DELIVERY, "odrl:count");
        });
        report.check("revoked", "deny", "a use after the parts maker stopped the agreement", result -> {
            var agreement = agreements.get(DemoTerms.OWN_ORDERS);
            firms.maker()
                    .connector()
                    .post(
                            "/agreements/"
                                    + ManagementClient.encode(
                                            agreement.path("id").asText()) + "/stop",
                            Json.object().put("reason", "the demo's order is done"));
            return DemoAsks.ask(firms.builder(), agreement, DemoTerms.DELIVERY, "agreement");
        });
        report.check("expired", "deny", "a stream that runs when the short agreement ends", result -> {
            var agreement = agreements.get(DemoTerms.SHORT);
            var end = Instant.parse(agreement.path("signedAt").asText()).plusSeconds(DemoTerms.SHORT_SECONDS);
            var newest =
                    preview(DemoTerms.SHORT, firms.builder()).path("sequence").asLong();
            var cut = DemoAsks.follow(firms.builder(), agreement, DemoTerms.DELIVERY, newest, "sluis:sinceAgreement");
            result.put("afterItsEndMs", Duration.between(end, Instant.now()).toMillis());
            return cut;
        });
        report.check(
                "suspended",
                "deny",
                "a use after the coordinator suspended the builder",
                result -> chain.suspend(
                        firms.builder(), agreements.get(DemoTerms.NEXT_WEEKS), DemoTerms.PLANNING, result));
    }

    private String log(ObjectNode result) {
        var decisions =
                firms.maker().connector().get("/log", Map.of("limit", "10000")).path("entries");
        var denied = 0;
        for (var decision : decisions) {
            denied += decision.path("outcome").asText().equals("deny") ? 1 : 0;
        }
        result.put("decisions", decisions.size()).put("denied", denied);
        if (denied < 5) {
            throw new CommandFailure(
                    ExitCode.FAILED, "only " + denied + " denials are in the parts maker's record, not all five");
        }
        return "the parts maker's record has " + decisions.size() + " decisions, " + denied + " of them denials";
    }
}
