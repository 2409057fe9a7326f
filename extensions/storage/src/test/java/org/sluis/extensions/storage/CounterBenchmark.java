// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.capture.LoggedDecisions;
import org.sluis.extensions.policylog.capture.Recorder;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.extensions.policylog.segments.SegmentedLog;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.ReleaseRuling;
import org.sluis.policies.usage.Releases;

/**
 * Uses of one agreement with a count, each decided, put on record and counted for good, until the count is used up; beside it a plain
 * UPDATE for each use. Prints {@code what|uses a second|median in ms|99th percentile in ms|allowed}.
 */
public final class CounterBenchmark {

    private static final int THREADS = 16;
    private static final int WARM_UP = 4_000;

    private CounterBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var uses = Integer.parseInt(arguments[0]);
        var folder = Path.of(arguments[1]);
        try (var stores = TestStores.open();
                var log = SegmentedLog.open(folder.resolve("log"), folder.resolve("keys"), Clock.systemUTC());
                var rows = new Projection(log, new PostgresLogRows(stores.pool(), TestStores.REPLICA)).start()) {
            var recorder = new Recorder(
                    log, new StreamNames(new byte[32]), rows, "did:web:maker.example", "bench", Clock.systemUTC());
            var record = new LoggedDecisions(recorder, new PostgresDecidedPolicies(stores.pool()));
            var ledger = new PostgresUsageLedger(stores.pool(), Clock.systemUTC(), TestStores.REPLICA, record);
            var releases = new Releases(ledger, record, new Partners(List.of()), PartyCredentials.none());
            for (var round = 0; round < 4; round++) {
                var agreement = "urn:bench:" + round;
                var limit = round == 0 ? WARM_UP : uses;
                stores.agreements().freeze(agreement(agreement, limit));
                var charged = run(() -> released(releases, agreement));
                var counted = Integer.parseInt(MigrationsTest.strings(
                                stores.pool(), "SELECT used::text FROM counter WHERE agreement = '" + agreement + "'")
                        .get(0));
                var updated = run(() -> updated(stores, agreement, limit));
                if (charged.allowed() != limit || counted != limit || updated.allowed() != limit) {
                    throw new IllegalStateException("of " + limit + " uses " + charged + ", counted " + counted);
                }
                if (round > 0) {
                    System.out.println("reserve, record and commit|" + charged);
                    System.out.println("plain UPDATE|" + updated);
                }
            }
        }
    }

    private static Agreement agreement(String id, int limit) {
        var reading = PolicyReader.read("""
                {"@type": "Offer", "permission": [{"action": "use", "constraint": [
                    {"leftOperand": "odrl:dateTime", "operator": "lt", "rightOperand": "2100-01-01T00:00:00Z"},
                    {"leftOperand": "odrl:count", "operator": "lteq", "rightOperand": "%d"}]}]}
                """.formatted(limit));
        var agreed = AgreedPolicy.of(
                        id,
                        "did:web:maker.example",
                        "did:web:buyer.example",
                        "urn:d",
                        Instant.EPOCH,
                        ((Reading.Valid) reading).policy())
                .orElseThrow();
        return new Agreement(
                id,
                Agreement.Side.PROVIDER,
                agreed.provider(),
                agreed.consumer(),
                agreed.dataset(),
                agreed.signedAt(),
                agreed.canonical().json(),
                agreed.canonical().sha256(),
                AgreementState.ACTIVE,
                Optional.empty());
    }

    private static boolean released(Releases releases, String agreement) throws Exception {
        var asked = new ReleaseRequest(
                "transfer", agreement, "did:web:buyer.example", "urn:d", Optional.empty(), Optional.empty());
        if (releases.release(asked) instanceof ReleaseRuling.Allowed allowed) {
            releases.commit(allowed.use());
            return true;
        }
        return false;
    }

    private static boolean updated(TestStores stores, String agreement, int limit) throws Exception {
        try (var connection = stores.pool().getConnection();
                var update = connection.prepareStatement(
                        "UPDATE counter SET used = used + 1 WHERE agreement = ? AND used < ?")) {
            update.setString(1, agreement);
            update.setLong(2, 2L * limit);
            return update.executeUpdate() == 1;
        }
    }

    private record Figures(double perSecond, double median, double slow, int allowed) {
        @Override
        public String toString() {
            return "%.0f|%.1f|%.1f|%d".formatted(perSecond, median, slow, allowed);
        }
    }

    /** Asks from all threads until each was denied once. */
    private static Figures run(Callable<Boolean> asking) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var begun = System.nanoTime();
            var all = new ArrayList<Long>();
            for (var taken :
                    threads.invokeAll(Collections.<Callable<List<Long>>>nCopies(THREADS, () -> untilDenied(asking)))) {
                all.addAll(taken.get());
            }
            var seconds = (System.nanoTime() - begun) / 1e9;
            Collections.sort(all);
            return new Figures(
                    all.size() / seconds,
                    all.get(all.size() / 2) / 1e6,
                    all.get(all.size() * 99 / 100) / 1e6,
                    all.size());
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Long> untilDenied(Callable<Boolean> asking) throws Exception {
        var taken = new ArrayList<Long>();
        var begun = System.nanoTime();
        while (asking.call()) {
            taken.add(System.nanoTime() - begun);
            begun = System.nanoTime();
        }
        return taken;
    }
}
