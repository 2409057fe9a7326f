// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.management.PartnerChecks.Check;
import org.sluis.extensions.management.PartnerChecks.Link;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.Trust;
import org.sluis.policies.usage.Partner;

/** Against partners that are broken at one link each. */
@Timeout(30)
class PartnerChecksTest {

    private static final Did DID = new Did("did:web:maker.example");

    private HttpServer server;
    private String address;
    private Clock clock = Clock.systemUTC();
    private ToIntFunction<Partner> datasets = partner -> 2;
    private Optional<DidDocument> document;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        address = "http://localhost:" + server.getAddress().getPort() + "/dsp";
        document = Optional.of(document("CredentialService", address));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static DidDocument document(String credentialService, String endpoint) {
        return new DidDocument(
                DID,
                Map.of(),
                Set.of(),
                Set.of(),
                List.of(
                        new DidDocument.Service(
                                "#c", credentialService, URI.create("https://maker.example/credentials")),
                        new DidDocument.Service("#d", "ProtocolEndpoint", URI.create(endpoint))));
    }

    private List<Check> check(String at) {
        var outbound = BoundedOutbound.of(
                        new Peers(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system()))
                .within(Duration.ofSeconds(2));
        return new PartnerChecks(outbound, new Documents(), datasets, clock)
                .of(new Partner("maker", DID.value(), at, List.of(), Optional.empty()));
    }

    private final class Documents implements DidDocuments {
        @Override
        public DidDocument resolve(Did did) throws UnresolvableDidException {
            return document.orElseThrow(() -> new UnresolvableDidException(did, "it answered 404", null));
        }

        @Override
        public void refresh(Did did) {}
    }

    /** All links before it hold, and none after it is tried. */
    private static void isBrokenAt(Link link, String words, List<Check> checks) {
        assertThat(checks)
                .extracting(Check::link)
                .containsExactlyElementsOf(
                        List.of(Link.values()).subList(0, List.of(Link.values()).indexOf(link) + 1));
        var last = checks.get(checks.size() - 1);
        assertThat(last.ok()).isFalse();
        assertThat(last.found()).contains(words);
        assertThat(last.advice()).isNotBlank();
        assertThat(checks.subList(0, checks.size() - 1)).allMatch(Check::ok);
    }

    @Test
    void nothingIsBrokenWhenAllLinksHold() {
        var checks = check(address);

        assertThat(checks).extracting(Check::link).containsExactly(Link.values());
        assertThat(checks).allMatch(Check::ok);
    }

    @Test
    void namesAHostThatNobodyKnows() {
        isBrokenAt(Link.NAME, "has no address", check("https://no-such-host.invalid/dsp"));
    }

    @Test
    void namesAnAddressThatMayNotBeAsked() {
        isBrokenAt(Link.NAME, "not public", check("https://10.0.0.1/dsp"));
        isBrokenAt(Link.NAME, "plain http", check("http://maker.example/dsp"));
        isBrokenAt(Link.NAME, "not an address", check("http://maker example/dsp"));
    }

    @Test
    void namesAPortAtWhichNobodyListens() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        isBrokenAt(Link.ROUTE, "nothing accepts a connection", check("http://localhost:" + port + "/dsp"));
    }

    @Test
    void namesAHostThatAcceptsAndSaysNothing() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            isBrokenAt(
                    Link.ROUTE, "did not answer in time", check("http://localhost:" + silent.getLocalPort() + "/dsp"));
        }
    }

    @Test
    void namesAPartnerWithoutTrustedTls() throws Exception {
        try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var shouting = new Thread(() -> shout(plain));
            shouting.setDaemon(true);
            shouting.start();

            isBrokenAt(Link.TLS, "no trusted TLS", check("https://localhost:" + plain.getLocalPort() + "/dsp"));
        }
    }

    private static void shout(ServerSocket plain) {
        try (var one = plain.accept()) {
            one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            one.getOutputStream().flush();
            one.getInputStream().readAllBytes();
        } catch (IOException e) {
            // the client has seen enough
        }
    }

    @Test
    void namesAClockThatIsWrong() {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(45));
        isBrokenAt(Link.CLOCK, "behind", check(address));
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-45));
        isBrokenAt(Link.CLOCK, "ahead", check(address));
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(20));
        assertThat(check(address)).allMatch(Check::ok);
    }

    @Test
    void namesADidThatDoesNotResolveOrSaysOtherwise() {
        document = Optional.empty();
        isBrokenAt(Link.DID, "it answered 404", check(address));
        document = Optional.of(document("SomethingElse", address));
        isBrokenAt(Link.DID, "no CredentialService", check(address));
        document = Optional.of(document("CredentialService", "https://moved.example/dsp"));
        isBrokenAt(Link.DID, "https://moved.example/dsp", check(address));
    }

    @Test
    void namesCredentialsThatThePartnerDoesNotTake() {
        datasets = partner -> {
            throw new Refusal(502, "No catalog from partner", "maker gave none: 401 Unauthorized");
        };

        isBrokenAt(Link.CREDENTIAL, "401", check(address));
    }

    @Test
    void blamesNoCredentialWhenThePartnerFailsOrIsTooSlow() {
        for (var status : List.of(503, 504)) {
            datasets = partner -> {
                throw new Refusal(status, "Partner failed", "maker could not answer");
            };

            var checks = check(address);

            assertThat(checks).filteredOn(check -> !check.ok()).singleElement().satisfies(broken -> {
                assertThat(broken.link()).isEqualTo(Link.ROUTE);
                assertThat(broken.found()).contains("could not answer");
                assertThat(broken.advice()).contains("try again");
            });
            assertThat(checks).extracting(Check::link).doesNotContain(Link.CREDENTIAL, Link.POLICY);
        }
    }

    @Test
    void notesAnEmptyCatalogWithoutCallingItBroken() {
        datasets = partner -> 0;

        var checks = check(address);

        assertThat(checks).allMatch(Check::ok);
        assertThat(checks.get(checks.size() - 1).found()).contains("offers us nothing", "sluis log show");
    }
}
