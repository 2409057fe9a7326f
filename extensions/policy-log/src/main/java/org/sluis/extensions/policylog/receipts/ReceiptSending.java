// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.extensions.policylog.receipts.GivenReceipts.GivenReceipt;

/** Hands receipts over to their providers, many at once, until each is taken or refused. */
final class ReceiptSending {

    private static final System.Logger LOG = System.getLogger(ReceiptSending.class.getName());
    private static final String PATH = "/exchange/receipts";
    private static final int ROUND = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final GivenReceipts given;
    private final PeerLogs peers;
    private final Clock clock;

    ReceiptSending(GivenReceipts given, PeerLogs peers, Clock clock) {
        this.given = given;
        this.peers = peers;
        this.clock = clock;
    }

    /** Sends what is due, oldest first; whether there may be more. */
    boolean work() {
        var due = given.due(clock.instant(), ROUND);
        due.stream().collect(Collectors.groupingBy(GivenReceipt::provider)).forEach(this::send);
        return due.size() == ROUND;
    }

    /** A provider that does not answer is not asked again in this round. */
    private void send(String provider, List<GivenReceipt> receipts) {
        for (var from = 0; from < receipts.size(); from += ProviderReceipts.MOST) {
            var batch = receipts.subList(from, Math.min(from + ProviderReceipts.MOST, receipts.size()));
            try {
                settle(batch, post(provider, batch));
            } catch (PeerException e) {
                LOG.log(Level.INFO, "{0} receipts are sent later: {1}", receipts.size() - from, e.getMessage());
                later(receipts.subList(from, receipts.size()));
                return;
            }
        }
    }

    private JsonNode post(String provider, List<GivenReceipt> batch) throws PeerException {
        var texts = batch.stream().map(GivenReceipt::jws).toList();
        return peers.post(new Did(provider), PATH, Rfc8785.write(Map.of("receipts", texts)))
                .path("answers");
    }

    private void settle(List<GivenReceipt> batch, JsonNode answers) {
        var taken = new ArrayList<GivenReceipt>();
        var open = new ArrayList<GivenReceipt>();
        for (var i = 0; i < batch.size(); i++) {
            var status = answers.path(i).path("status").asInt(0);
            if (status == 200) {
                taken.add(batch.get(i));
            } else if (status / 100 == 4) {
                refused(
                        batch.get(i),
                        status + " " + answers.path(i).path("detail").asText(""));
            } else {
                open.add(batch.get(i));
            }
        }
        given.delivered(taken);
        later(open);
    }

    private void refused(GivenReceipt receipt, String answer) {
        var why = answer.substring(0, Math.min(200, answer.length())).replaceAll("\\p{Cntrl}", " ");
        LOG.log(Level.WARNING, "{0} refuses the receipt of use {1}: {2}", receipt.provider(), receipt.use(), why);
        given.refused(receipt, why);
    }

    private void later(List<GivenReceipt> receipts) {
        receipts.stream().collect(Collectors.groupingBy(GivenReceipt::attempts)).forEach((attempts, same) -> {
            var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
            given.failed(same, clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
        });
    }
}
