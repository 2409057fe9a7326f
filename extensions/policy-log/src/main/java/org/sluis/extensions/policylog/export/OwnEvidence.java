// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** What we sign ourselves: enough to show that a bundle is whole, not that others have seen it. */
public final class OwnEvidence implements Evidence.Source {

    private final PolicyLog log;
    private final Checkpoints checkpoints;
    private final LogKeys keys;
    private final String self;
    private final Supplier<String> document;

    /**
     * Signs with the log's key.
     *
     * @param document our DID document as it is now
     */
    public OwnEvidence(PolicyLog log, Checkpoints checkpoints, LogKeys keys, String self, Supplier<String> document) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.self = self;
        this.document = document;
    }

    @Override
    public Evidence fresh(Optional<String> peer, List<Manifest.Stream> streams) throws IOException {
        var checkpoint = checkpoint();
        var text = heads(Checkpoints.head(checkpoint), streams).text();
        return new Evidence(
                checkpoint,
                SignedNote.of(text, keys.log().sign(text)),
                List.of(),
                keys.logKeys().stream()
                        .map(key -> new BundleKey(BundleKey.Use.LOG, self, key))
                        .toList(),
                List.of(document.get()),
                keys.rotations(),
                Optional.empty());
    }

    private SignedNote checkpoint() throws IOException {
        try {
            return checkpoints.now();
        } catch (LogUnavailableException | ForkedTreeException e) {
            throw new IOException("no checkpoint can be signed: " + e.getMessage(), e);
        }
    }

    private StreamHeadsNote heads(TreeHead tree, List<Manifest.Stream> streams) {
        var heads = new TreeMap<String, StreamHead>();
        for (var stream : streams) {
            var indices = log.indices(stream.id(), tree.size());
            if (!indices.isEmpty()) {
                var last = log.entry(indices.get(indices.size() - 1)).entry();
                heads.put(stream.id().toString(), new StreamHead(indices.size(), last.hash(), last.index()));
            }
        }
        return new StreamHeadsNote(keys.origin(), tree, heads);
    }
}
