// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.identity.keys.KeyStoreFile;
import org.sluis.extensions.identity.keys.KeyStoreSigningKeys;
import org.sluis.extensions.identity.onboarding.Invitation;
import org.sluis.extensions.identity.onboarding.JoinedIssuers;
import org.sluis.extensions.identity.onboarding.Membership;
import org.sluis.extensions.identity.onboarding.OnboardingSteps.Firm;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.identity.wallet.HeldCredential;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Trust;
import org.sluis.extensions.web.WebHandler;

/** A firm with its key store, its database and a wallet that others reach on a loopback port. */
final class JoiningFirm implements AutoCloseable {

    final Did did;
    final Identity identity;
    final Wallet wallet;
    private final HikariDataSource pool;
    private final Server server;

    /**
     * Where a firm is.
     *
     * @param did usually that of the port
     */
    record Place(Did did, int port, Path folder, String name) {
        static Place free(Path folder, String name) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return at(socket.getLocalPort(), folder, name);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        static Place at(int port, Path folder, String name) {
            return new Place(new Did("did:web:localhost%3A" + port), port, folder, name);
        }

        String address() {
            return "http://localhost:" + port;
        }
    }

    /**
     * @param clock by which tokens are made and checked
     * @param walletClock by which credentials are renewed
     */
    JoiningFirm(Place place, Database database, Clock clock, Clock walletClock, Halt halt) throws Exception {
        this.did = place.did();
        this.pool = Connections.pool(database, place.name(), 4);
        var keys = new KeyStoreSigningKeys(
                did,
                KeyStoreFile.open(place.folder().resolve("keys"), place.folder().resolve("password")),
                clock);
        var memberships = halt.memberships(new PostgresMemberships(pool));
        var joined = new JoinedIssuers(memberships);
        var outbound = BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system());
        this.identity = new Identity(settings(), ports(keys, outbound, joined, clock));
        this.wallet = new Wallet(
                identity,
                new Firm(did, place.name(), URI.create(place.address() + "/dsp")),
                URI.create(place.address() + "/credentials"),
                new Wallet.Ports(
                        halt.requests(new PostgresCredentialRequests(pool)),
                        new PostgresHeldCredentials(pool),
                        new PostgresCredentialOffers(pool),
                        memberships,
                        joined,
                        new PostgresDirectory(pool),
                        outbound,
                        walletClock));
        var services = List.of(new DidDocument.Service(
                did + "#credentials", DidDocument.CREDENTIAL_SERVICE, URI.create(place.address() + "/credentials")));
        this.server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()));
        server.setHandler(new Handler.Sequence(
                new WebHandler("/.well-known/did.json", new OwnDidDocument(did, keys, () -> services)),
                new WebHandler("/credentials", wallet.credentialService())));
        server.start();
    }

    private IdentitySettings settings() {
        return new IdentitySettings(
                did,
                Duration.ofMillis(1),
                Duration.ofHours(24),
                new Presentations.Terms(Set.of(), Set.of(), Duration.ofSeconds(1)),
                Map.of(),
                Set.of(),
                true);
    }

    private Identity.Ports ports(KeyStoreSigningKeys keys, Outbound outbound, JoinedIssuers joined, Clock clock) {
        return new Identity.Ports(
                keys,
                outbound,
                new PostgresUsedTokens(pool, clock),
                new PostgresVerifiedPresentations(pool),
                joined,
                new PostgresStatusListCopies(pool),
                new PostgresDidDocumentCopies(pool),
                clock);
    }

    void join(Invitation invitation) {
        var name = wallet.identity().self().authority();
        var unused = wallet.onboarding().join(invitation, name + " B.V.", "NL-" + name, Optional.of("1.0"));
    }

    /** What the wallet does each second. */
    void work() {
        wallet.onboarding().work();
        wallet.ports().joined().refresh();
        wallet.renewal().work();
    }

    /** Works until that holds. */
    void workUntil(BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not in time; " + wallet.ports().memberships().all());
            }
            work();
            Thread.sleep(20);
        }
    }

    Membership membership() {
        return wallet.ports().memberships().all().get(0);
    }

    String problem() {
        return membership().problem().orElse("");
    }

    List<HeldCredential> held() {
        return wallet.ports().held().all();
    }

    /** How many of its credentials their issuer does not list as withdrawn. */
    long current() throws Exception {
        long current = 0;
        for (var held : held()) {
            var credential = identity.credentialVerifier().verify(held.compact(), did);
            identity.statusLists().update(credential);
            current += identity.statusLists().isCurrent(credential) ? 1 : 0;
        }
        return current;
    }

    @Override
    public void close() {
        wallet.close();
        identity.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        pool.close();
    }

    /** Joins until the moment {@code arguments[4]}, or until it is killed; the database is told on standard input. */
    public static void main(String[] arguments) throws Exception {
        var place = Place.at(Integer.parseInt(arguments[0]), Path.of(arguments[1]), arguments[2]);
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var database = new Database(input.readLine(), input.readLine(), input.readLine());
        try (var firm =
                new JoiningFirm(place, database, Clock.systemUTC(), Clock.systemUTC(), new Halt(arguments[4]))) {
            if (firm.wallet.ports().memberships().all().isEmpty()) {
                firm.join(Invitation.of(arguments[3]).orElseThrow());
            }
            firm.wallet.start();
            // Never longer than a test takes.
            Thread.sleep(60_000);
        }
    }
}
