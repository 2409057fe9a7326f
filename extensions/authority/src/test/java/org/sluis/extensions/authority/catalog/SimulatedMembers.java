// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.sluis.extensions.identity.did.Did;

/** Many members' DSP endpoints on one port, each with a catalog or a vice of its own. */
final class SimulatedMembers implements AutoCloseable {

    private static final String PROFILE = """
            "profile": "https://w3id.org/sluis/policy/1/profile",""";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final Map<String, Behaviour> members = new ConcurrentHashMap<>();
    /** Catalog requests that came in. */
    final AtomicInteger asked = new AtomicInteger();

    /** What a member does when it is asked for a page; the query is null for the first. */
    @FunctionalInterface
    interface Behaviour {
        void answer(String query, Response response, Callback callback) throws Exception;
    }

    SimulatedMembers() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                var member = members.get(Request.getPathInContext(request).split("/", 3)[1]);
                if (member == null) {
                    return false;
                }
                asked.incrementAndGet();
                Content.Source.consumeAll(
                        request,
                        Callback.from(
                                () -> {
                                    try {
                                        member.answer(request.getHttpURI().getQuery(), response, callback);
                                    } catch (Exception e) {
                                        callback.failed(e);
                                    }
                                },
                                callback::failed));
                return true;
            }
        });
        server.start();
    }

    static Did did(String name) {
        return new Did("did:web:" + name + ".example");
    }

    URI endpoint(String name) {
        return URI.create("http://localhost:" + connector.getLocalPort() + "/" + name + "/dsp");
    }

    void behave(String name, Behaviour behaviour) {
        members.put(name, behaviour);
    }

    /** A member that offers so many datasets, on one page. */
    void offers(String name, int datasets) {
        behave(name, (query, response, callback) -> send(response, callback, catalog(name, 0, datasets)));
    }

    static void send(Response response, Callback callback, String body) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, body, callback);
    }

    static String catalog(String name, int from, int datasets) {
        return catalog(
                did(name).value(),
                IntStream.range(from, from + datasets)
                        .mapToObj(i -> dataset("urn:" + name + ":" + i, ""))
                        .collect(Collectors.joining(",")));
    }

    static String catalog(String participant, String datasets) {
        return """
                {"@context": ["https://w3id.org/dspace/2025/1/context.jsonld", "https://w3id.org/edc/dspace/v0.0.1"],
                 "@id": "%s", "@type": "Catalog", "participantId": "%s",
                 "dataset": [%s], "service": [{"@id": "s", "@type": "DataService", "endpointURL": "https://elsewhere.example"}]}
                """.formatted(UUID.randomUUID(), participant, datasets);
    }

    /** A dataset with one offer, whose identifier is new each time, as EDC's are. */
    static String dataset(String id, String constraint) {
        return dataset(id, constraint, "");
    }

    static String dataset(String id, String constraint, String more) {
        return """
                {"@id": "%s", "@type": "Dataset", "edc:name": "Status of brackets", "edc:product": "production-status", %s
                 "hasPolicy": [{"@id": "ZGVm:YXNzZXQ=:%s", "@type": "Offer", %s
                   "permission": [{"action": "use", "constraint": [%s]}]}],
                 "distribution": [{"@type": "Distribution", "format": "HttpData-PULL", "accessService": "s"}]}
                """.formatted(id, more, UUID.randomUUID().toString().replace("-", ""), PROFILE, constraint);
    }

    static String recipient(Did only) {
        return """
                {"leftOperand": "odrl:recipient", "operator": "eq", "rightOperand": "%s"}""".formatted(only.value());
    }

    /** So many bytes and no more, and no end. */
    static void hang(Response response, int bytes) {
        response.write(
                false, java.nio.ByteBuffer.wrap(" ".repeat(bytes).getBytes(StandardCharsets.UTF_8)), Callback.NOOP);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
