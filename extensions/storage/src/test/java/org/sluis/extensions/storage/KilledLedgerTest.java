// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.usage.UsageLedger.Verdict;

@Timeout(120)
class KilledLedgerTest {

    @TempDir
    Path folder;

    @Test
    void forgetsNoUseThatWasCommittedWhenEverythingIsKilledAgainAndAgain() throws Exception {
        var told = new ArrayList<String>();
        for (int kill = 1; kill <= 3; kill++) {
            var company = CompanyProcess.using(folder);
            var wanted = told.size() + 10;
            var line = company.said();
            for (; line.isPresent(); line = company.said()) {
                told.add(line.get().replace("used ", ""));
                if (told.size() == wanted) {
                    company.killWithServer();
                }
            }
        }

        try (var database = EmbeddedDatabase.start(folder);
                var stores = TestStores.on(database.database())) {
            var ledger = stores.ledger(Clock.systemUTC());
            ledger.recover();

            var counted = MigrationsTest.strings(stores.pool(), "SELECT id::text FROM use WHERE state <> 'CANCELLED'");
            assertThat(told).hasSizeGreaterThanOrEqualTo(30);
            assertThat(counted).containsAll(told);
            told.forEach(use -> ledger.cancel(UUID.fromString(use)));
            assertThat(MigrationsTest.strings(stores.pool(), "SELECT used::text FROM counter"))
                    .containsExactly(String.valueOf(counted.size()));
            assertThat(ledger.decide("a", (agreement, firstUse, uses, now) -> {
                        assertThat(uses.count("permission/0", Optional.empty())).contains((long) counted.size());
                        return new Verdict(TestStores.decision("a", now, false), List.of());
                    }))
                    .isEmpty();
        }
    }
}
