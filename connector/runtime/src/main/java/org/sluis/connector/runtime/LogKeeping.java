// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.sluis.extensions.policylog.LogStatus;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.SealsAndReceipts;
import org.sluis.extensions.policylog.exchange.LogExchange;
import org.sluis.extensions.policylog.exchange.PeerStatus;
import org.sluis.extensions.policylog.export.CompanyLogBook;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvents;

/** What a firm's staff does with the log as a whole. */
record LogKeeping(LogKeys keys, LogExchange exchange, SealsAndReceipts seals, PolicyEvents events)
        implements CompanyLogBook.Keeping {

    @Override
    public Optional<String> restore() throws IOException {
        if (!exchange.health().forked()) {
            return Optional.empty();
        }
        try {
            var index = exchange.restore(false);
            return Optional.of("everything that entry " + index + " (log.restored) names");
        } catch (LogUnavailableException | ForkedTreeException | IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while restoring", e);
        }
    }

    @Override
    public LogStatus status() {
        var health = exchange.health();
        return new LogStatus(
                health.size(),
                health.signed(),
                health.problem(),
                exchange.status().stream().map(LogKeeping::cosigner).toList(),
                seals.receipts().missing(),
                seals.receipts().undelivered());
    }

    private static LogStatus.Cosigner cosigner(PeerStatus peer) {
        var state = peer.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new LogStatus.Cosigner(peer.peer().value(), peer.witness(), state, peer.problem());
    }

    @Override
    public String rotateKey() throws IOException {
        try {
            keys.rotate(events);
            return keys.log().key().vkey();
        } catch (RecordUnavailableException | IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
