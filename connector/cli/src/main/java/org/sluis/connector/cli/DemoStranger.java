// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.sluis.connector.cli.DemoReport.Observation;

/** A participant that nobody named as a partner and that asks for a catalog all the same, in the protocol's own words. */
final class DemoStranger {

    private static final String ID = "did:web:stranger.example";

    private DemoStranger() {}

    /** What the stranger sees of a firm. */
    static Observation look(DemoFirm firm) throws IOException, InterruptedException {
        var address = firm.publicAddress() + "/dsp/2025-1";
        var name = Json.object().put("region", "eu").put("audience", address).put("clientId", ID);
        var question = Json.object();
        question.putArray("@context").add("https://w3id.org/dspace/2025/1/context.jsonld");
        question.put("@type", "CatalogRequestMessage");
        var request = HttpRequest.newBuilder(URI.create(address + "/catalog/request"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", Json.line(name))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.line(question)))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the catalog request was answered " + response.statusCode() + ", not 200");
        }
        return observe(Json.parse(response.body(), "the catalog"));
    }

    private static Observation observe(JsonNode catalog) {
        var datasets = catalog.path("dataset").size();
        // An error that is answered 200 would have no type; it must not pass for an empty catalog.
        var isCatalog = catalog.path("@type").asText().endsWith("Catalog");
        return datasets == 0
                ? new Observation("deny", "the catalog for " + ID + " is empty", isCatalog)
                : new Observation("allow", datasets + " datasets are visible to " + ID, false);
    }
}
