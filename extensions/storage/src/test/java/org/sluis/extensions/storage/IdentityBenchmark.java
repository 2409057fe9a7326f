// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.edc.ServedParty;

/**
 * Time that identity costs one DSP message: making the token at one side, and verifying it at the other on PostgreSQL; over HTTP
 * on this machine. Run by hand.
 */
final class IdentityBenchmark {

    private static final int MESSAGES = 500;

    private IdentityBenchmark() {}

    public static void main(String[] args) {
        try (var pool = Connections.pool(TestDatabase.migrated(), "benchmark", 8);
                var authority = ServedParty.authority();
                var parts = ServedParty.memberOf(authority, onPostgres(pool))) {
            print("first contact", firstContacts(authority, parts));
            try (var builder = ServedParty.memberOf(authority, UnaryOperator.identity())) {
                print("warm, while the code is still cold", messages(builder, parts));
                print("warm", messages(builder, parts));
            }
        }
    }

    private static UnaryOperator<Identity.Ports> onPostgres(HikariDataSource pool) {
        return ports -> new Identity.Ports(
                ports.keys(),
                ports.outbound(),
                new PostgresUsedTokens(pool, Clock.systemUTC()),
                new PostgresVerifiedPresentations(pool),
                ports.joined(),
                ports.clock());
    }

    private static List<Double> firstContacts(ServedParty authority, ServedParty parts) {
        var times = new ArrayList<Double>();
        for (int i = 0; i < 20; i++) {
            try (var builder = ServedParty.memberOf(authority, UnaryOperator.identity())) {
                times.add(message(builder, parts));
            }
        }
        return times;
    }

    private static List<Double> messages(ServedParty builder, ServedParty parts) {
        var times = new ArrayList<Double>();
        for (int i = 0; i < MESSAGES; i++) {
            times.add(message(builder, parts));
        }
        return times;
    }

    private static double message(ServedParty from, ServedParty to) {
        var start = System.nanoTime();
        if (!to.accepts(from.authorizationFor(to.did()))) {
            throw new IllegalStateException("refused");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(String what, List<Double> times) {
        var sorted = times.stream().sorted().toList();
        // minimum, median, 95th percentile, maximum, number: what system-tests/benchmarks/run reads
        System.out.printf(
                Locale.ROOT,
                "%s|%.1f|%.1f|%.1f|%.1f|%d%n",
                what,
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }
}
