// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyArchive;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessStarted;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowManager;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.event.EventRouter;
import org.eclipse.edc.spi.security.Vault;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.sluis.extensions.dataplane.AccessTokenKey;
import org.sluis.extensions.dataplane.AccessTokens;
import org.sluis.extensions.dataplane.DataFlows;
import org.sluis.extensions.dataplane.HttpSource;
import org.sluis.extensions.dataplane.Limits;
import org.sluis.extensions.dataplane.ProductSource;
import org.sluis.extensions.dataplane.PullDataPlane;
import org.sluis.extensions.dataplane.PushDataPlane;
import org.sluis.extensions.dataplane.Pushes;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.extensions.products.ProductVersions;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.PublicListener;
import org.sluis.extensions.web.Trust;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.DeliveredBodies;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.Releases;
import org.sluis.policies.usage.UsageLedger;

/** Our data plane inside EDC: on the public listener, below {@code /data/}. */
public final class DataPlaneExtension implements ServiceExtension {
    private static final int PRIORITY = 100;
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final int CLIENT_THREADS = 4;

    @Setting(key = "edc.participant.id", description = "Who issues our tokens")
    private String participant;

    @Setting(key = "sluis.public.address", description = "Under which URL partners reach the public listener")
    private String address;

    @Setting(key = "sluis.data-plane.token-lifetime-seconds", description = "Life of a token", defaultValue = "300")
    private long tokenLifetime;

    @Setting(key = "sluis.data-plane.streams", description = "Most responses running at once", defaultValue = "64")
    private int streams;

    @Setting(key = "sluis.data-plane.connect-timeout-ms", description = "For upstreams", defaultValue = "5000")
    private long connectTimeout;

    @Setting(key = "sluis.data-plane.read-timeout-ms", description = "Longest silence", defaultValue = "30000")
    private long readTimeout;

    @Inject
    private AccessTokenKey key;

    @Inject
    private DataFlowManager dataFlows;

    @Inject
    private JettyService jetty;

    @Inject
    private PolicyArchive archive;

    @Inject
    private TransferProcessService transfers;

    @Inject
    private Vault vault;

    @Inject
    private Clock clock;

    @Inject
    private Agreements agreements;

    @Inject
    private Decisions decisions;

    @Inject
    private UsageLedger ledger;

    @Inject
    private DataFlows flows;

    @Inject
    private ProductVersions versions;

    @Inject
    private ProductReleases products;

    @Inject
    private DeliveredBodies delivered;

    @Inject
    private Partners partners;

    @Inject
    private PartyCredentials credentials;

    @Inject
    private Trust trust;

    @Inject
    private Pushes pushes;

    @Inject
    private Peers peers;

    @Inject
    private EventRouter events;

    private PullDataPlane dataPlane;
    private PushDataPlane pushing;
    private ExpiredFlows expired;
    private ScheduledExecutorService sweeper;
    private ScheduledFuture<?> sweeping;

    @Override
    public String name() {
        return "Data plane";
    }

    /** Where there is no policy log. */
    @Provider(isDefault = true)
    public DeliveredBodies deliveredBodies() {
        return bodies -> {};
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        var base = URI.create(address + "/data");
        dataPlane = new PullDataPlane(
                base,
                AccessTokens.signedWith(key, participant, base.toString(), Duration.ofSeconds(tokenLifetime), clock),
                new PullDataPlane.Records(
                        flows,
                        agreements,
                        decisions,
                        new Releases(ledger, decisions, partners, credentials),
                        delivered,
                        clock),
                List.of(new ProductSource(versions, products, partners), httpSource()),
                Limits.of(streams, Duration.ofMillis(readTimeout)));
        var monitor = context.getMonitor();
        expired = new ExpiredFlows(dataPlane, flows, transfers, clock, monitor);
        pushing = PushDataPlane.beside(
                dataPlane, pushes, new ToldTransfers(transfers), peers, Duration.ofMillis(connectTimeout));
        var pulls = new PullFlowController(dataPlane, agreements, archive, monitor);
        dataFlows.register(PRIORITY, pulls);
        dataFlows.register(PRIORITY, new PushFlowController(pulls, pushing));
        events.registerSync(TransferProcessStarted.class, new StartedPushes(pushing));
        PublicListener.prepend(jetty, dataPlane.handler());
    }

    private HttpSource httpSource() {
        return new HttpSource(
                Duration.ofMillis(connectTimeout),
                Duration.ofMillis(readTimeout),
                name -> vault.resolveSecret(name),
                trust,
                Executors.newFixedThreadPool(CLIENT_THREADS, task -> daemon(task, "sluis-upstream")));
    }

    @Override
    public void start() {
        pushing.open();
        sweeper = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "sluis-expired-flows"));
        sweeping = sweeper.scheduleWithFixedDelay(expired, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void shutdown() {
        if (sweeping != null) {
            sweeping.cancel(false);
            sweeper.shutdownNow();
        }
        if (pushing != null) {
            pushing.close();
        }
        if (dataPlane != null) {
            dataPlane.close();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
