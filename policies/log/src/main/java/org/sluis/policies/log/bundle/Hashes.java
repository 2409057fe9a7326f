// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.InclusionProof;

/** The binary forms of proofs. */
final class Hashes {

    /** No tree of up to 2^63 leaves has a longer inclusion proof. */
    private static final int LONGEST_PATH = 63;

    private static final int LONGEST_CONSISTENCY = 2 * LONGEST_PATH;

    private Hashes() {}

    /** The file proofs.bin: for each leaf, in their order, the number of hashes (u8) and the hashes. */
    static List<InclusionProof> inclusion(ByteBuffer bytes, int leaves) throws UnreadableBundleException {
        var rest = bytes.duplicate();
        var proofs = new ArrayList<InclusionProof>();
        while (rest.hasRemaining()) {
            int count = rest.get() & 0xff;
            if (count > LONGEST_PATH || count * Hash.BYTES > rest.remaining() || proofs.size() == leaves) {
                throw new UnreadableBundleException(FileNames.PROOFS, "not one whole proof for each leaf");
            }
            proofs.add(new InclusionProof(hashes(rest, count)));
        }
        if (proofs.size() != leaves) {
            throw new UnreadableBundleException(FileNames.PROOFS, "not one whole proof for each leaf");
        }
        return proofs;
    }

    /** A file of consistency: the hashes. */
    static ConsistencyProof consistency(String file, ByteBuffer bytes) throws UnreadableBundleException {
        int count = bytes.remaining() / Hash.BYTES;
        if (bytes.remaining() % Hash.BYTES != 0 || count > LONGEST_CONSISTENCY) {
            throw new UnreadableBundleException(file, "not a sequence of hashes, or too long for a proof");
        }
        return new ConsistencyProof(hashes(bytes.duplicate(), count));
    }

    static byte[] bytes(Collection<InclusionProof> proofs) {
        var bytes = new ByteArrayOutputStream();
        for (var proof : proofs) {
            bytes.write(proof.path().size());
            bytes.writeBytes(bytes(proof.path()));
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(List<Hash> hashes) {
        var bytes = new byte[hashes.size() * Hash.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.BYTES);
        }
        return bytes;
    }

    private static List<Hash> hashes(ByteBuffer rest, int count) {
        var hashes = new ArrayList<Hash>();
        var bytes = new byte[Hash.BYTES];
        for (int i = 0; i < count; i++) {
            rest.get(bytes);
            hashes.add(Hash.of(bytes));
        }
        return hashes;
    }
}
