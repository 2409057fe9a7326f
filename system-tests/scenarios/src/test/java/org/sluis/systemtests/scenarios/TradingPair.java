// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Two members of a chain in processes of their own, each on its own PostgreSQL with durable commits, with verified credentials. */
final class TradingPair {

    private TradingPair() {}

    /** Argument: an empty folder. Prints a line of JSON that says where they are; they live until standard input ends. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        try (var chain = new Chain(folder);
                var provider = new Company("maker", folder);
                var consumer = new Company("builder", folder)) {
            provider.knowing(consumer, "").start();
            consumer.knowing(provider, "").start();
            chain.enrol(provider, consumer);
            System.out.println(new ObjectMapper()
                    .writeValueAsString(
                            Map.of("consumer", consumer.trader(), "provider", provider.trader(), "references", "")));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
