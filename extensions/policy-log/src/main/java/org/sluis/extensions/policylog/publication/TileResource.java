// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.EntryBundle;
import org.sluis.policies.log.merkle.TileAddress;

/**
 * The tree's hashes and leaf records, for everybody, as far as a checkpoint covers them (C2SP tlog-tiles). To be mounted at
 * {@code /plog/tile}.
 */
public final class TileResource implements WebResource {

    private static final String ENTRIES = "/entries/";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    /** A wider tile replaces a partial one soon; its bytes do not change, but nobody will ask for them again. */
    private static final String FOR_AN_HOUR = "public, max-age=3600";

    private final PolicyLog log;

    public TileResource(PolicyLog log) {
        this.log = log;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        PublicRead.require(request);
        boolean entries = request.path().startsWith(ENTRIES);
        var address = address(request.path(), entries).filter(this::isPublished).orElseThrow(PublicRead::nothing);
        return WebAnswer.binary(200, "application/octet-stream", entries ? entries(address) : tile(address))
                .with("Cache-Control", address.partial() ? FOR_AN_HOUR : FOR_EVER);
    }

    private static Optional<TileAddress> address(String path, boolean entries) {
        return TileAddress.parse(entries ? "tile/0/" + path.substring(ENTRIES.length()) : "tile" + path);
    }

    /** Only what is signed is public: a fork that was refused stays unseen. */
    private boolean isPublished(TileAddress address) {
        long size = log.newestCheckpoint()
                .map(note -> Checkpoints.head(note).size())
                .orElse(0L);
        int shift = address.level() * TileAddress.HEIGHT;
        long hashes = shift < Long.SIZE - 1 ? size >> shift : 0;
        return address.index() <= hashes / TileAddress.FULL
                && address.index() * TileAddress.FULL + address.width() <= hashes;
    }

    private byte[] tile(TileAddress address) {
        return Arrays.copyOf(log.tiles().read(address), address.width() * Hash.BYTES);
    }

    private byte[] entries(TileAddress address) {
        long first = address.index() * TileAddress.FULL;
        var leaves = new ArrayList<byte[]>();
        for (long index = first; index < first + address.width(); index++) {
            leaves.add(log.leaf(index).leaf().bytes());
        }
        return EntryBundle.encode(leaves);
    }
}
