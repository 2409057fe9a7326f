// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.system.health.HealthCheckResult;
import org.eclipse.edc.spi.system.health.HealthCheckService;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.extensions.policyenforcement.approval.Inbox.WaitsFor;
import org.sluis.extensions.policylog.LogBook;
import org.sluis.extensions.policylog.LogStatus;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Outbox;

/** {@code GET /sluis/status}: whether this connector is well and what goes on. */
@Path("/sluis/status")
public final class StatusResource {

    private static final int MOST = 10_000;
    /** What happened is put on record a little later. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String participant;
    private final PartnerNames partners;
    private final Shares shares;
    private final Agreements agreements;
    private final Inbox inbox;
    private final EndingAgreements ending;
    private final TransferProcessService transfers;
    private final HealthCheckService health;
    private final Outbox outbox;
    private final LogBook log;
    private final Clock clock;

    StatusResource(
            String participant,
            PartnerNames partners,
            Shares shares,
            Agreements agreements,
            Inbox inbox,
            EndingAgreements ending,
            TransferProcessService transfers,
            HealthCheckService health,
            Outbox outbox,
            LogBook log,
            Clock clock) {
        this.participant = participant;
        this.partners = partners;
        this.shares = shares;
        this.agreements = agreements;
        this.inbox = inbox;
        this.ending = ending;
        this.transfers = transfers;
        this.health = health;
        this.outbox = outbox;
        this.log = log;
        this.clock = clock;
    }

    @GET
    public Response status() {
        var logged = log.status();
        var wrong =
                Stream.concat(failures(), logged.problem().stream()).distinct().toList();
        var answer =
                Answers.JSON.createObjectNode().put("healthy", wrong.isEmpty()).put("participant", participant);
        if (!wrong.isEmpty()) {
            wrong.forEach(answer.putArray("wrong")::add);
        }
        var names = answer.putArray("partners");
        partners.partners().all().forEach(partner -> names.add(partner.name()));
        answer.put("shares", shares.list().size());
        var states = new TreeMap<String, Integer>();
        agreements
                .list()
                .forEach(agreement -> states.merge(agreement.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        var counts = answer.putObject("agreements");
        states.forEach(counts::put);
        var soon = ending.json();
        if (!soon.isEmpty()) {
            answer.set("ending", soon);
        }
        answer.put("waitingForUs", waitingForUs());
        answer.put("runningTransfers", runningTransfers());
        outbox.oldest()
                .filter(since -> since.isBefore(clock.instant().minus(SOON)))
                .ifPresent(since -> answer.put("unrecordedSince", since.toString()));
        answer.set("policyLog", json(logged));
        return Answers.ok(answer);
    }

    private Stream<String> failures() {
        return Stream.concat(
                        health.isLive().getComponentResults().stream(), health.isReady().getComponentResults().stream())
                .filter(HealthCheckResult::failed)
                .flatMap(result -> result.getFailureMessages().stream());
    }

    private ObjectNode json(LogStatus logged) {
        var answer = Answers.JSON
                .createObjectNode()
                .put("entries", logged.entries())
                .put("signed", logged.signed())
                .put("missingReceipts", logged.missingReceipts())
                .put("undeliveredReceipts", logged.undeliveredReceipts());
        var cosigners = answer.putObject("cosigners");
        logged.cosigners()
                .forEach(cosigner -> cosigners.put(
                        partners.of(cosigner.did()),
                        cosigner.state()
                                + cosigner.problem().map(why -> ": " + why).orElse("")));
        return answer;
    }

    private long waitingForUs() {
        return inbox.list().stream()
                .filter(entry -> entry.waitsFor() == WaitsFor.US)
                .count();
    }

    private int runningTransfers() {
        var query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("state", "=", TransferProcessStates.STARTED.code()))
                .limit(MOST)
                .build();
        return Shares.orRefuse(transfers.search(query), "the transfers").size();
    }
}
