// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.edc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.sluis.extensions.identity.Claims;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.tokens.Party;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.identity.verifier.InMemoryVerifiedPresentations;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Trust;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebHandler;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/** A participant on a port of this machine, with its DID document, a status list and a minimal credential service. */
public final class ServedParty implements AutoCloseable {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Claims claims = new Claims(CLOCK);
    private final Party party;
    private final Party authority;
    private final String list;
    private final Server server;
    private final Identity identity;
    private final IdentityService service;
    private volatile int[] revoked = {};

    /** An authority. */
    public static ServedParty authority() {
        return new ServedParty(null, UnaryOperator.identity());
    }

    /** A member of that authority, on stores in memory unless they are replaced. */
    public static ServedParty memberOf(ServedParty authority, UnaryOperator<Identity.Ports> stores) {
        return new ServedParty(authority, stores);
    }

    private ServedParty(ServedParty authority, UnaryOperator<Identity.Ports> stores) {
        var port = freePort();
        var did = new Did("did:web:localhost%3A" + port);
        this.party = new Party(did, new InMemorySigningKeys(did));
        this.authority = authority == null ? party : authority.party;
        this.list = (authority == null ? "http://localhost:" + port + "/status/1" : authority.list);
        this.identity = new Identity(settings(), stores.apply(ports()));
        this.service = identity.identityService();
        this.server = serve(port);
    }

    private IdentitySettings settings() {
        var membership = Set.of("MembershipCredential");
        return new IdentitySettings(
                party.did(),
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                new Presentations.Terms(membership, membership, Duration.ofSeconds(60)),
                Map.of(authority.did(), membership),
                Set.of(),
                true);
    }

    private Identity.Ports ports() {
        return new Identity.Ports(
                party.keys(),
                BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system()),
                new InMemoryUsedTokens(CLOCK),
                new InMemoryVerifiedPresentations(),
                Map::of,
                CLOCK);
    }

    private Server serve(int port) {
        var jetty = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var base = "http://localhost:" + port;
        var services = List.of(new DidDocument.Service(
                party.did() + "#credentials", DidDocument.CREDENTIAL_SERVICE, URI.create(base + "/credentials")));
        jetty.setHandler(new Handler.Sequence(
                new WebHandler(
                        party.did().documentPath(), new OwnDidDocument(party.did(), party.keys(), () -> services)),
                new WebHandler("/credentials", this::credentials),
                new WebHandler(
                        "/status",
                        request -> WebAnswer.text(
                                200, "application/vc+jwt", claims.statusList(party, list, Claims.NONE, revoked)))));
        try {
            jetty.start();
            return jetty;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private WebAnswer credentials(WebRequest request) throws WebRefusal {
        try {
            var token = identity.tokenVerifier().verify(request.bearer().orElse(""));
            identity.grants().check((String) token.claims().getClaim("token"), token.issuer());
            var membership = claims.membership(
                    authority,
                    party.did(),
                    all -> Claims.inside(all, "vc").put("credentialStatus", Claims.status(list, 7)));
            var presentation = claims.presentation(party, token.issuer(), List.of(membership), Claims.NONE);
            return WebAnswer.text(
                    200,
                    "application/json",
                    "{\"type\":\"PresentationResponseMessage\",\"presentation\":[\"" + presentation + "\"]}");
        } catch (RefusedTokenException e) {
            throw new WebRefusal(401, "Unauthorized", "refused");
        }
    }

    public Identity identity() {
        return identity;
    }

    public Did did() {
        return party.did();
    }

    /** Revokes everything that this authority issued. */
    public void revokeAll() {
        revoked = new int[] {7};
    }

    /** What we send to a partner in {@code Authorization}. */
    public String authorizationFor(Did partner) {
        return service.obtainClientCredentials(
                        "",
                        TokenParameters.Builder.newInstance()
                                .claims("aud", partner.value())
                                .build())
                .getContent()
                .getToken();
    }

    /** Whether we let a partner in who sends that. */
    public boolean accepts(String authorization) {
        return service.verifyJwtToken(
                        "",
                        TokenRepresentation.Builder.newInstance()
                                .token(authorization)
                                .build(),
                        VerificationContext.Builder.newInstance()
                                .policy(Policy.Builder.newInstance().build())
                                .build())
                .succeeded();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
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
