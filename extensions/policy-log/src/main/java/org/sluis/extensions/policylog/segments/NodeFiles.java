// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.NodeSink;
import org.sluis.policies.log.merkle.TileAddress;
import org.sluis.policies.log.merkle.TileSource;
import org.sluis.policies.log.merkle.TreeHashing;
import org.sluis.policies.log.merkle.TreeNodes;

/**
 * The tree's nodes, one file for each level of tiles: hash i at byte 32 i. One thread adds, many read what is published.
 *
 * <p>A full tile is compared with the node above it when it is first read; the tiles at the right edge are compared with the root
 * when the log is opened. So a damaged node is seen before it leaves.
 */
final class NodeFiles implements NodeSink, TileSource, Closeable {

    private static final int LEVELS = 8;

    private final LogFiles files;
    private final Path folder;
    private final LogFile[] levels = new LogFile[LEVELS];
    private final List<ByteArrayOutputStream> added = new ArrayList<>();
    private final long[] firstAdded = new long[LEVELS];
    private final List<BitSet> verified = new ArrayList<>();
    private final TileCache cache = new TileCache();
    private volatile long published;

    NodeFiles(LogFiles files, Path folder) throws IOException {
        this.files = files;
        this.folder = folder;
        files.makeFolder(folder);
        for (int level = 0; level < LEVELS; level++) {
            added.add(new ByteArrayOutputStream());
            verified.add(new BitSet());
            if (files.exists(file(level))) {
                levels[level] = files.open(file(level));
            }
        }
    }

    /** Keeps the node until {@link #write}. */
    @Override
    public void complete(int level, long index, Hash hash) {
        if (level % TileAddress.HEIGHT != 0) {
            return;
        }
        var buffer = added.get(level / TileAddress.HEIGHT);
        if (buffer.size() == 0) {
            firstAdded[level / TileAddress.HEIGHT] = index;
        }
        buffer.writeBytes(hash.bytes());
    }

    /** Writes what was added; readers do not see it yet. */
    void write() throws IOException {
        for (int level = 0; level < LEVELS; level++) {
            var buffer = added.get(level);
            if (buffer.size() > 0) {
                opened(level).write(ByteBuffer.wrap(buffer.toByteArray()), firstAdded[level] * Hash.BYTES);
                buffer.reset();
            }
        }
    }

    /** From now on the nodes of a tree of that many leaves can be read. */
    void publish(long size) {
        published = size;
    }

    /** What the files hold is not what they should: all of it will be written anew. */
    void distrust() {
        published = 0;
        cache.clear();
        for (var tiles : verified) {
            synchronized (tiles) {
                tiles.clear();
            }
        }
    }

    /** Makes what was written durable. */
    void sync() throws IOException {
        for (var level : openLevels()) {
            level.sync();
        }
        files.syncFolder(folder);
    }

    @Override
    public byte[] read(TileAddress address) {
        return tile(address.level(), address.index(), address.width()).bytes(address.width());
    }

    /** A node of the published tree, as {@link TreeNodes#node}. */
    Hash node(int level, long index, TreeHashing hashing) {
        int height = level % TileAddress.HEIGHT;
        long first = index << height;
        int place = (int) (first % TileAddress.FULL);
        return tile(level / TileAddress.HEIGHT, first / TileAddress.FULL, place + (1 << height))
                .node(height, place >> height, hashing);
    }

    private HashedTile tile(int level, long index, int width) {
        long there = (published >> (level * TileAddress.HEIGHT)) - index * TileAddress.FULL;
        if (level >= LEVELS || width > there) {
            throw new IllegalArgumentException(
                    "the tree of " + published + " entries has no " + new TileAddress(level, index, width).path());
        }
        var cached = cache.find(level, index);
        if (cached.isPresent() && cached.get().width() >= width) {
            return cached.get();
        }
        var bytes = hashes(level, index * TileAddress.FULL, (int) Math.min(TileAddress.FULL, there));
        var tile = cached.map(narrower -> narrower.widened(bytes)).orElseGet(() -> HashedTile.of(bytes));
        if (tile.width() == TileAddress.FULL && !isVerified(level, index)) {
            verify(level, index, tile);
        }
        cache.keep(level, index, tile);
        return tile;
    }

    /** The leaf hash of a published entry. */
    Hash leaf(long index) {
        return Hash.of(hashes(0, index, 1));
    }

    private void verify(int level, long index, HashedTile tile) {
        int place = (int) (index % TileAddress.FULL);
        var hashing = new TreeHashing();
        var stated = tile(level + 1, index / TileAddress.FULL, place + 1).node(0, place, hashing);
        if (!tile.node(TileAddress.HEIGHT, 0, hashing).equals(stated)) {
            throw new UnreadableEntryException(
                    "the policy log's file " + file(level) + " is damaged at byte "
                            + index * TileAddress.FULL * Hash.BYTES
                            + ": its hashes are not those of the tree. Stop the connector, delete the folders nodes and"
                            + " snapshots of the log and start it again: both are made anew from the entries",
                    null);
        }
        var tiles = verified.get(level);
        synchronized (tiles) {
            tiles.set(Math.toIntExact(index));
        }
    }

    private boolean isVerified(int level, long index) {
        var tiles = verified.get(level);
        synchronized (tiles) {
            return tiles.get(Math.toIntExact(index));
        }
    }

    private byte[] hashes(int level, long first, int count) {
        try {
            var bytes = ByteBuffer.allocate(count * Hash.BYTES);
            if (opened(level).read(bytes, first * Hash.BYTES) < bytes.capacity()) {
                throw new IOException(file(level) + " ends before hash " + (first + count));
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogFile opened(int level) throws IOException {
        synchronized (levels) {
            if (levels[level] == null) {
                levels[level] = files.open(file(level));
            }
            return levels[level];
        }
    }

    private List<LogFile> openLevels() {
        synchronized (levels) {
            return Arrays.stream(levels).filter(Objects::nonNull).toList();
        }
    }

    private Path file(int level) {
        return folder.resolve(String.valueOf(level));
    }

    @Override
    public void close() throws IOException {
        for (var level : openLevels()) {
            level.close();
        }
    }
}
