// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.policylog.receipts.GivenReceipts.GivenReceipt;
import org.sluis.extensions.policylog.receipts.TakenReceipts.TakenReceipt;

/** Seals and receipts go step by step; whatever the moment of a kill, each step is taken or not, and the next start goes on. */
@Timeout(120)
class KilledEvidenceTest {

    private static final int KILLS = 2;
    private static final List<String> STEPS =
            List.of("half", "complete", "sealed", "given", "confirmed", "delivered", "taken", "received");

    @TempDir
    Path folder;

    /** What the process does; goes on with the first agreement that has not come to its end. */
    static void keep(Database database) throws Exception {
        try (var stores = TestStores.on(database)) {
            Migrations.migrate(stores.pool());
            int number = MigrationsTest.strings(stores.pool(), "SELECT agreement FROM taken_receipt WHERE logged")
                    .size();
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            for (; System.nanoTime() < end; number++) {
                if (stores.agreements().find(agreement(number)).isEmpty()) {
                    stores.freeze(agreement(number));
                }
                keepOne(stores, number);
            }
        }
    }

    private static void keepOne(TestStores stores, int number) {
        var agreement = agreement(number);
        var seals = new PostgresSeals(stores.pool());
        seals.half(agreement, Optional.empty(), "half " + number);
        told("half", number);
        seals.complete(agreement, "complete " + number);
        told("complete", number);
        seals.logged(agreement);
        told("sealed", number);
        var given = new PostgresGivenReceipts(stores.pool());
        var receipt = new GivenReceipt(use(number), agreement, "did:web:parts.example", "jws", 0);
        given.give(receipt);
        told("given", number);
        given.logged(receipt);
        told("confirmed", number);
        given.delivered(List.of(receipt));
        told("delivered", number);
        var taken = new PostgresTakenReceipts(stores.pool());
        taken.take(new TakenReceipt(use(number), agreement, "jws", Optional.empty(), false));
        told("taken", number);
        taken.logged(use(number));
        told("received", number);
    }

    private static void told(String step, int number) {
        System.out.println(step + " " + number);
    }

    private static String agreement(int number) {
        return "agreement-" + number;
    }

    private static UUID use(int number) {
        return new UUID(0, number);
    }

    @Test
    void everyStepThatWasToldIsThereAndNoneIsHalfDoneHoweverOftenEverythingIsKilled() throws Exception {
        var told = new ArrayList<String>();
        for (int kill = 1; kill <= KILLS; kill++) {
            var company = CompanyProcess.keepingEvidence(folder);
            // another step each time
            var wanted = told.size() + 3 * STEPS.size() + 3 * kill;
            for (var line = company.said(); line.isPresent(); line = company.said()) {
                told.add(line.get());
                if (told.size() == wanted) {
                    company.killWithServer();
                }
            }
        }

        try (var database = EmbeddedDatabase.start(folder);
                var stores = TestStores.on(database.database())) {
            assertThat(told).hasSizeGreaterThanOrEqualTo(KILLS * 3 * STEPS.size());
            var taken = steps(stores);
            assertThat(taken).containsAll(told);
            var unfinished = new HashSet<String>();
            for (var step : taken) {
                var number = step.substring(step.indexOf(' '));
                for (var before : STEPS.subList(0, STEPS.indexOf(step.substring(0, step.indexOf(' '))))) {
                    assertThat(taken).as("steps before " + step).contains(before + number);
                }
                if (!taken.contains("received" + number)) {
                    unfinished.add(number);
                }
            }
            assertThat(unfinished).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** All that the database says was done. */
    private static Set<String> steps(TestStores stores) throws Exception {
        var number = "split_part(agreement, '-', 2)";
        return new HashSet<>(MigrationsTest.strings(
                stores.pool(),
                "SELECT 'half ' || " + number + " FROM seal WHERE half IS NOT NULL"
                        + " UNION ALL SELECT 'complete ' || " + number + " FROM seal WHERE complete IS NOT NULL"
                        + " UNION ALL SELECT 'sealed ' || " + number + " FROM seal WHERE logged"
                        + " UNION ALL SELECT 'given ' || " + number + " FROM given_receipt"
                        + " UNION ALL SELECT 'confirmed ' || " + number + " FROM given_receipt WHERE state <> 'KEPT'"
                        + " UNION ALL SELECT 'delivered ' || " + number
                        + " FROM given_receipt WHERE state = 'DELIVERED'"
                        + " UNION ALL SELECT 'taken ' || " + number + " FROM taken_receipt"
                        + " UNION ALL SELECT 'received ' || " + number + " FROM taken_receipt WHERE logged"));
    }
}
