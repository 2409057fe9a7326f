// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.sluis.connector.cli.DemoReport.Observation;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;

/** Somebody with a key of his own who asks for a catalog in a member's name, in the protocol's own words. */
final class DemoImpostor {

    private static final int UNAUTHORIZED = 401;

    private DemoImpostor() {}

    /** What he gets from a firm in the name of {@code member}. */
    static Observation look(DemoFirm member, DemoFirm firm) throws IOException, InterruptedException {
        var name = new Did(member.id());
        var token = new SelfIssuedTokens(name, new InMemorySigningKeys(name), Clock.systemUTC())
                .to(new Did(firm.id()), "no-grant");
        var question = Json.object();
        question.putArray("@context").add("https://w3id.org/dspace/2025/1/context.jsonld");
        question.put("@type", "CatalogRequestMessage");
        var request = HttpRequest.newBuilder(URI.create(firm.publicAddress() + "/dsp/2025-1/catalog/request"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.line(question)))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return response.statusCode() == UNAUTHORIZED
                ? new Observation("deny", "answered 401: the key is not in the builder's DID document", true)
                : new Observation("allow", "answered " + response.statusCode(), false);
    }
}
