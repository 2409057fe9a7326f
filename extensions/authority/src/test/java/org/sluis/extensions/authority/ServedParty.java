// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.verifier.InMemoryVerifiedPresentations;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Trust;
import org.sluis.extensions.web.WebHandler;
import org.sluis.extensions.web.WebResource;

/** A participant with its own keys and DID document on a loopback port, all of it real but the key store. */
public final class ServedParty implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Server server = new Server();
    private final Handler.Sequence handlers = new Handler.Sequence(true, List.of());
    private final List<DidDocument.Service> services = new ArrayList<>();
    public final String address;
    public final Did did;
    public final Identity identity;
    public final Outbound outbound =
            BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system());

    public ServedParty(int port, Set<Did> insecurePeers) throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(handlers);
        server.start();
        address = "http://localhost:" + connector.getLocalPort();
        did = new Did("did:web:localhost%3A" + connector.getLocalPort());
        identity = identity(insecurePeers);
        serve("/.well-known/did.json", new OwnDidDocument(did, identity.keys(), () -> List.copyOf(services)));
    }

    private Identity identity(Set<Did> insecurePeers) {
        var clock = Clock.systemUTC();
        var settings = new IdentitySettings(
                did,
                Duration.ofMillis(1),
                Duration.ofHours(24),
                new Presentations.Terms(Set.of(), Set.of(), Duration.ofSeconds(1)),
                Map.of(),
                insecurePeers,
                true);
        return new Identity(
                settings,
                new Identity.Ports(
                        new InMemorySigningKeys(did),
                        outbound,
                        new InMemoryUsedTokens(clock),
                        new InMemoryVerifiedPresentations(),
                        Map::of,
                        clock));
    }

    public void serve(String path, WebResource resource) throws Exception {
        var handler = new WebHandler(path, resource);
        handlers.addHandler(handler);
        handler.start();
    }

    public void name(DidDocument.Service service) {
        services.add(service);
    }

    /** A token of this party for another. */
    public String token(ServedParty audience) {
        return identity.tokens().to(audience.did);
    }

    public static HttpResponse<String> get(String address, String token) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)).GET(), token);
    }

    public static HttpResponse<String> post(String address, String token, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        identity.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
