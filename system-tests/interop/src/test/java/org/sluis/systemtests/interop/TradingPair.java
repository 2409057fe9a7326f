// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/**
 * Two connectors that run, one as the consumer of the other's data.
 *
 * @param references where the consumer finds the endpoint of a transfer, followed by the transfer's id; empty where the consumer's
 *     connector fetches the data itself
 */
record TradingPair(Trader consumer, Trader provider, String references) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static TradingPair read(String line) throws IOException {
        var pair = JSON.readTree(line);
        return new TradingPair(
                trader(pair.path("consumer")),
                trader(pair.path("provider")),
                pair.path("references").asText());
    }

    private static Trader trader(JsonNode trader) {
        return new Trader(
                trader.path("id").asText(),
                trader.path("management").asText(),
                trader.path("protocol").asText(),
                trader.path("key").asText());
    }

    /** One line of JSON. */
    String line() throws IOException {
        return JSON.writeValueAsString(Map.of("consumer", consumer, "provider", provider, "references", references));
    }
}
