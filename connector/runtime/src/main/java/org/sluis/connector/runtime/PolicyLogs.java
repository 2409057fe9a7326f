// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.policylog.SealsAndReceipts;
import org.sluis.extensions.policylog.capture.LoggedDecisions;
import org.sluis.extensions.policylog.capture.LoggedEvents;
import org.sluis.extensions.policylog.capture.Recorder;
import org.sluis.extensions.policylog.ends.AgreementEndings;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MessageResource;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.policylog.exchange.CosignedEvidence;
import org.sluis.extensions.policylog.exchange.CosignedSoon;
import org.sluis.extensions.policylog.exchange.LogExchange;
import org.sluis.extensions.policylog.export.Bundles;
import org.sluis.extensions.policylog.export.CompanyLogBook;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.extensions.policylog.seal.LogPlace;
import org.sluis.extensions.storage.PostgresDecidedPolicies;
import org.sluis.extensions.storage.PostgresDeliveries;
import org.sluis.extensions.storage.PostgresEndNotices;
import org.sluis.extensions.storage.PostgresGivenReceipts;
import org.sluis.extensions.storage.PostgresLogRows;
import org.sluis.extensions.storage.PostgresSeals;
import org.sluis.extensions.storage.PostgresSeenCheckpoints;
import org.sluis.extensions.storage.PostgresSignerKeys;
import org.sluis.extensions.storage.PostgresTakenReceipts;
import org.sluis.extensions.storage.PostgresWitnessedLogs;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.PolicyEvents;
import org.sluis.policies.usage.Pseudonyms;

/** All that is done with the company's policy log: capture, rows for queries, exchange with others, evidence. */
record PolicyLogs(
        Projection projection,
        LoggedDecisions decisions,
        PolicyEvents events,
        Pseudonyms pseudonyms,
        LogExchange exchange,
        SealsAndReceipts seals,
        AgreementEndings endings,
        PolicyLogExtension extension)
        implements AutoCloseable {

    /** Below which the log is on the public listener. */
    static final String PATH = "/plog";

    private static final String VERSION = "sluis 0.1.0";
    private static final Duration PEER_PATIENCE = Duration.ofSeconds(10);
    private static final Duration COSIGNED_EVERY = Duration.ofSeconds(60);
    /** Nothing is pruned yet. */
    private static final String RETENTION = "P10Y";

    /** What it works with. */
    record Parts(
            Configuration configuration,
            SecretStore secrets,
            LogStore store,
            Identities identities,
            Agreements agreements,
            Network network,
            DataSource database) {}

    static PolicyLogs open(Parts parts) {
        var clock = Clock.systemUTC();
        var identity = parts.identities().identity();
        var keys = parts.store().keys();
        var database = parts.database();
        var told = new AtomicReference<LoggedEvents>();
        var own = new LogExchange.Own(
                identity.self(),
                parts.store().log(),
                keys,
                () -> parts.identities().document().json().toString());
        var exchange = new LogExchange(
                own,
                new LogExchange.Parties(
                        parts.identities().logPeers(parts.agreements()),
                        identity.documents(),
                        identity.tokens(),
                        identity.tokenVerifier(),
                        parts.network().outbound()),
                new LogExchange.Stores(
                        new PostgresWitnessedLogs(database),
                        new PostgresSeenCheckpoints(database),
                        new PostgresSignerKeys(database)),
                told::get,
                COSIGNED_EVERY,
                clock);
        var projection = new Projection(
                        exchange.log(),
                        new PostgresLogRows(database, parts.configuration().replica()))
                .start();
        var recorder = new Recorder(
                exchange.log(), keys.streams(), projection, identity.self().value(), VERSION, clock);
        var logged = new LoggedEvents(recorder, clock.instant());
        told.set(logged);
        var events = new CosignedSoon(logged, exchange);
        var transfers = new TransferCounterparts();
        var deliveries = new PostgresDeliveries(database);
        var seals = new SealsAndReceipts(
                identity,
                new LogPlace(
                        keys.streams(), keys.origin(), () -> keys.log().key().vkey(), RETENTION),
                new SealsAndReceipts.Ports(
                        parts.agreements(),
                        events,
                        new PostgresSeals(database),
                        new PostgresGivenReceipts(database),
                        new PostgresTakenReceipts(database),
                        deliveries,
                        transfers,
                        parts.network().outbound(),
                        clock));
        var policies = new PostgresDecidedPolicies(database);
        var endings = endings(parts, events, clock);
        var pseudonyms = Secrets.pseudonyms(parts.secrets());
        var bundles = new Bundles(
                new Bundles.Log(
                        exchange.log(),
                        keys.streams(),
                        keys::log,
                        identity.self().value()),
                parts.agreements(),
                policies,
                attachments(seals),
                new CosignedEvidence(exchange),
                clock);
        var book = new CompanyLogBook(new CompanyLogBook.Parts(
                exchange.log(),
                keys.streams(),
                projection,
                bundles,
                parts.agreements(),
                pseudonyms,
                new LogKeeping(keys, exchange, seals, events)));
        var extension = new PolicyLogExtension(
                new PolicyLogExtension.Parts(book, seals, endings, deliveries, transfers),
                resources(exchange, seals, new MessageResource(identity.tokenVerifier(), endings.taking())));
        return new PolicyLogs(
                projection,
                new LoggedDecisions(recorder, policies),
                events,
                pseudonyms,
                exchange,
                seals,
                endings,
                extension);
    }

    private static AgreementEndings endings(Parts parts, PolicyEvents events, Clock clock) {
        var identity = parts.identities().identity();
        return new AgreementEndings(new AgreementEndings.Parts(
                identity.self(),
                parts.agreements(),
                new PostgresEndNotices(parts.database()),
                new PeerLogs(
                        identity.documents(),
                        identity.tokens(),
                        parts.network().outbound().within(PEER_PATIENCE)),
                new Signatures(identity.keys(), new SignatureCheck(identity.documents())),
                new EvidenceLog(events, clock),
                clock));
    }

    /** Once others can reach this company: who is asked for a signature looks up our keys. */
    void start() {
        seals.start();
        endings.start();
        var thread = new Thread(this::startExchange, "policy log start");
        thread.setDaemon(true);
        thread.start();
    }

    private void startExchange() {
        try {
            exchange.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, WebResource> resources(
            LogExchange exchange, SealsAndReceipts seals, WebResource endings) {
        var resources = new HashMap<>(exchange.resources());
        resources.put(PATH + "/exchange/seal", seals.sealResource());
        resources.put(PATH + "/exchange/receipts", seals.receiptResource());
        resources.put(PATH + "/exchange/terminated", endings);
        return resources;
    }

    private static Bundles.Attachments attachments(SealsAndReceipts seals) {
        return new Bundles.Attachments() {
            @Override
            public Optional<String> seal(String agreement) {
                return seals.seals().of(agreement);
            }

            @Override
            public List<String> receipts(String agreement) {
                return seals.receipts().of(agreement);
            }
        };
    }

    @Override
    public void close() {
        exchange.close();
        seals.close();
        endings.close();
        projection.close();
    }
}
