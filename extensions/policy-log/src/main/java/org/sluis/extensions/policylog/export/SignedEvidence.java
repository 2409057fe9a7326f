// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.exchange.BundleEvidence;
import org.sluis.extensions.policylog.exchange.LogExchange;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** What is signed about our log, by us and by others. */
public final class SignedEvidence {

    private final LogExchange.Own own;
    private final LogExchange exchange;

    public SignedEvidence(LogExchange.Own own, LogExchange exchange) {
        this.own = own;
        this.exchange = exchange;
    }

    LogExchange.Own own() {
        return own;
    }

    /** About one agreement, with fresh signatures of the other party and of witnesses, as far as they answer within seconds. */
    BundleEvidence about(Manifest.Stream story, String peer) throws IOException {
        if (!Did.isOne(peer)) {
            return alone(List.of(story));
        }
        return asking(() -> exchange.freshEvidence(story.agreement().orElseThrow(), new Did(peer)));
    }

    /** What we sign ourselves: enough to show that a bundle is whole, not that others have seen it. */
    BundleEvidence alone(List<Manifest.Stream> streams) throws IOException {
        var checkpoint = asking(() -> exchange.checkpoints().now());
        var text = heads(Checkpoints.head(checkpoint), streams).text();
        var self = own.self().value();
        return new BundleEvidence(
                checkpoint,
                SignedNote.of(text, own.keys().log().sign(text)),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                own.keys().logKeys().stream()
                        .map(key -> new BundleKey(BundleKey.Use.LOG, self, key))
                        .toList(),
                List.of(own.didDocument().get()),
                own.keys().rotations());
    }

    private StreamHeadsNote heads(TreeHead tree, List<Manifest.Stream> streams) {
        var heads = new TreeMap<String, StreamHead>();
        streams.forEach(stream -> own.log()
                .streamHead(stream.id(), tree.size())
                .ifPresent(head -> heads.put(stream.id().toString(), head)));
        return new StreamHeadsNote(own.keys().origin(), tree, heads);
    }

    @FunctionalInterface
    private interface Asking<T> {
        T ask() throws LogUnavailableException, ForkedTreeException, InterruptedException;
    }

    private static <T> T asking(Asking<T> asking) throws IOException {
        try {
            return asking.ask();
        } catch (LogUnavailableException | ForkedTreeException e) {
            throw new IOException("no checkpoint can be signed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for signatures", e);
        }
    }
}
