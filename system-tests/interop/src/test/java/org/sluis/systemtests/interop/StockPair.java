// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Two stock connectors, each on a PostgreSQL of its own that is set up as the ones of Sluis. */
final class StockPair {

    private StockPair() {}

    /**
     * Arguments: an empty folder and the command that lends a database in the folder that is its last argument. Prints the pair as
     * a line of JSON; it lives until standard input ends.
     */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var lender = List.of(arguments).subList(1, arguments.length);
        try (var ours = LentDatabase.start(lender, folder.resolve("consumer-database"));
                var theirs = LentDatabase.start(lender, folder.resolve("provider-database"))) {
            trade(folder, ours.connector(), theirs.connector());
        }
    }

    private static void trade(Path folder, StockConnector consumer, StockConnector provider)
            throws IOException, InterruptedException {
        try (var one = consumer.start(folder.resolve("consumer"), folder.resolve("consumer.log"));
                var other = provider.start(folder.resolve("provider"), folder.resolve("provider.log"))) {
            System.out.println(new TradingPair(consumer.trader(), provider.trader(), consumer.reference("")).line());
            System.in.transferTo(OutputStream.nullOutputStream());
            if (!one.process().isAlive() || !other.process().isAlive()) {
                throw new IllegalStateException("a connector ended before it was asked to; its log is in " + folder);
            }
        }
    }
}
