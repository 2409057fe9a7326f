// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Optional;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.StrictBase64;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.merkle.InclusionProof;
import org.sluis.policies.log.merkle.TreeHashing;
import org.sluis.policies.log.merkle.TreeHead;

/** A leaf record and the proof that it stands in a tree, as one log shows them to another. */
record ProvenLeaf(LeafRecord leaf, InclusionProof proof) {

    private static final int MOST_HASHES = 63;

    /** Reads what {@link #write} writes; empty for anything else. */
    static Optional<ProvenLeaf> read(JsonNode json) {
        var path = new ArrayList<Hash>();
        for (var hash : json.path("proof")) {
            Hash.fromBase64(hash.asText()).ifPresent(path::add);
        }
        boolean whole = path.size() == json.path("proof").size() && path.size() <= MOST_HASHES;
        return StrictBase64.decode(json.path("leaf").asText())
                .filter(bytes -> whole)
                .flatMap(LeafRecord::parse)
                .map(leaf -> new ProvenLeaf(leaf, new InclusionProof(path)));
    }

    ObjectNode write(ObjectNode json) {
        json.put("leaf", StrictBase64.encode(leaf.bytes()));
        var path = json.putArray("proof");
        proof.path().forEach(hash -> path.add(hash.base64()));
        return json;
    }

    Hash hash() {
        return new TreeHashing().leaf(leaf.bytes());
    }

    boolean standsAt(long index, TreeHead tree) {
        return proof.proves(hash(), index, tree);
    }
}
