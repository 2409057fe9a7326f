// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
import org.sluis.extensions.identity.verifier.Presentations.Terms;
import org.sluis.extensions.identity.wallet.CredentialDelivery;
import org.sluis.extensions.identity.wallet.CredentialRequest;
import org.sluis.extensions.identity.wallet.CredentialServiceResource;
import org.sluis.extensions.identity.wallet.InMemoryWallet;
import org.sluis.extensions.identity.wallet.OfferReceipt;
import org.sluis.extensions.identity.wallet.PresentationQuery;
import org.sluis.extensions.identity.wallet.Presentations;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Trust;
import org.sluis.extensions.web.WebHandler;

/** A holder with a wallet in memory, alone in its process. Arguments: port, port for tokens, port of the suite, request id. */
public final class HolderMain {

    private static final Set<String> TYPES = Set.of("MembershipCredential", "SensitiveDataCredential");

    private HolderMain() {}

    public static void main(String[] arguments) throws Exception {
        var port = Integer.parseInt(arguments[0]);
        var suite = "did:web:localhost%3A" + arguments[2] + ":";
        var self = new Did("did:web:localhost%3A" + port);
        var issuer = new Did(suite + "issuer");
        var clock = Clock.systemUTC();
        var peers = Set.of(issuer, new Did(suite + "verifier"), new Did(suite + "thirdparty"));
        var outbound =
                BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of("localhost"), true)), Trust.system());
        var identity = new Identity(
                new IdentitySettings(
                        self,
                        Duration.ofSeconds(30),
                        Duration.ofHours(24),
                        new Terms(Set.of(), Set.of(), Duration.ZERO),
                        Map.of(issuer, TYPES),
                        peers,
                        true),
                new Identity.Ports(
                        new InMemorySigningKeys(self),
                        outbound,
                        new InMemoryUsedTokens(clock),
                        new InMemoryVerifiedPresentations(),
                        Map::of,
                        clock));
        var wallet = new InMemoryWallet();
        wallet.open(CredentialRequest.fresh(arguments[3], issuer, TYPES, clock.instant()));
        var service = new DidDocument.Service(
                self + "#credentials",
                DidDocument.CREDENTIAL_SERVICE,
                URI.create("http://localhost:" + port + "/credentials"));
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Handler.Sequence(
                new WebHandler(self.documentPath(), new OwnDidDocument(self, identity.keys(), () -> List.of(service))),
                new WebHandler(
                        "/credentials",
                        new CredentialServiceResource(
                                identity.tokenVerifier(),
                                new PresentationQuery(
                                        identity.grants(),
                                        wallet,
                                        new Presentations(self, identity.keys(), clock),
                                        clock),
                                new CredentialDelivery(self, wallet, identity.credentialVerifier(), clock),
                                new OfferReceipt(
                                        new org.sluis.extensions.identity.wallet.CredentialOffers() {
                                            @Override
                                            public void save(
                                                    org.sluis.extensions.identity.wallet.CredentialOffer offer) {}

                                            @Override
                                            public List<org.sluis.extensions.identity.wallet.CredentialOffer> all() {
                                                return List.of();
                                            }
                                        },
                                        identity.issuers(),
                                        clock)))));
        server.start();
        TokenEndpoint.start(Integer.parseInt(arguments[1]), identity);
        System.out.println("ready");
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
