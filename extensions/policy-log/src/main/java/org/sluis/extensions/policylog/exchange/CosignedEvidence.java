// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.export.Evidence;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.note.ForkedTreeException;

/** What we and others signed about our log, asked for anew for each bundle. */
public final class CosignedEvidence implements Evidence.Source {

    private final LogExchange exchange;

    public CosignedEvidence(LogExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public Evidence fresh(Optional<String> peer, List<Manifest.Stream> streams) throws IOException {
        var agreement =
                streams.stream().flatMap(stream -> stream.agreement().stream()).findFirst();
        try {
            var held = peer.filter(Did::isOne).isPresent() && agreement.isPresent()
                    ? exchange.freshEvidence(agreement.get(), new Did(peer.get()))
                    : exchange.freshEvidence(
                            streams.stream().map(Manifest.Stream::id).toList());
            return evidence(held);
        } catch (ForkedTreeException e) {
            throw new IOException(
                    "no checkpoint can be signed: " + e.getMessage()
                            + ": put a newer copy of the log in its place or, when there is none, run `sluis log restore`",
                    e);
        } catch (LogUnavailableException e) {
            throw new IOException("no checkpoint can be signed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while others were asked to cosign", e);
        }
    }

    private Evidence evidence(BundleEvidence held) {
        long size = Checkpoints.head(held.checkpoint()).size();
        var earlier = new ArrayList<Evidence.Earlier>();
        held.earlier()
                .forEach(note -> earlier.add(new Evidence.Earlier(
                        note, Optional.of(exchange.proof(Checkpoints.head(note).size(), size)))));
        held.lost().forEach(note -> earlier.add(new Evidence.Earlier(note, Optional.empty())));
        return new Evidence(
                held.checkpoint(),
                held.heads(),
                earlier,
                held.keys(),
                held.didDocuments(),
                held.rotations(),
                held.peerCheckpoint()
                        .flatMap(checkpoint ->
                                held.peerHeads().map(heads -> new Evidence.PeerNotes(checkpoint, heads))));
    }
}
