// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Verifies a bundle offline: every check of the format page, in its order. */
public final class BundleVerifier {

    private final Trust trust;
    private final Progress progress;

    public BundleVerifier(Trust trust) {
        this(trust, Progress.NONE);
    }

    public BundleVerifier(Trust trust, Progress progress) {
        this.trust = trust;
        this.progress = progress;
    }

    /** Verifies the bundle in this buffer, for example a file mapped into memory; its position does not move. */
    public Verification verify(ByteBuffer bytes) {
        var findings = new Findings();
        Optional<Bundle> bundle = Optional.empty();
        List<CheckpointSignature> signatures = List.of();
        try {
            var files = Container.read(bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN), findings);
            var manifest = BundleReader.manifest(files);
            FilesCheck.files(manifest, files, findings);
            bundle = Optional.of(BundleReader.read(manifest, files, progress));
            signatures = verify(bundle.get(), findings);
        } catch (UnreadableBundleException e) {
            findings.unreadable(e.file().isEmpty() ? Check.CONTAINER : Check.FORMAT, e.file(), e.getMessage());
        }
        return new Verification(findings.worst(), findings.kept(), bundle, signatures);
    }

    private List<CheckpointSignature> verify(Bundle bundle, Findings findings) throws UnreadableBundleException {
        var keys = AcceptedKeys.of(bundle, trust, findings);
        FilesCheck.manifest(bundle, keys, findings);
        PartiesCheck.peer(bundle, keys, findings);
        var payloads = PayloadCheck.check(bundle, progress, findings);
        ErasureCheck.check(bundle, payloads, findings);
        PartiesCheck.policies(bundle, payloads, findings);
        var identities = IdentityKeys.of(bundle, trust, findings);
        var seal = SealCheck.check(bundle, payloads, keys, identities, findings);
        ReceiptCheck.check(bundle, payloads, seal, identities, findings);
        var newest = CheckpointCheck.verify(bundle, FileNames.CHECKPOINT, keys, findings);
        if (newest.isEmpty()) {
            return List.of();
        }
        TreeCheck.check(bundle, newest.get().head(), progress, findings);
        StreamCheck.check(bundle, newest.get().head(), keys, findings);
        var history = HistoryCheck.check(bundle, newest.get(), keys, payloads, findings);
        TimeCheck.check(bundle, history, trust.clockBound(), findings);
        PartiesCheck.witnesses(history, bundle, keys, findings);
        return newest.get().signatures().stream()
                .flatMap(signature -> bundle.keys().stream()
                        .filter(key -> keys.believes(key) && key.key().equals(signature.key()))
                        .map(key -> new CheckpointSignature(key, signature.time())))
                .distinct()
                .toList();
    }
}
