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

    /** Makes what was written durable. */
    void sync() throws IOException {
        for (var level : openLevels()) {
            level.sync();
        }
        files.syncFolder(folder);
    }

    @Override
    public byte[] read(TileAddress address) {
        long hashes = published >> (address.level() * TileAddress.HEIGHT);
        long first = address.index() * TileAddress.FULL;
        if (address.level() >= LEVELS || first + address.width() > hashes) {
            throw new IllegalArgumentException("the tree of " + published + " entries has no " + address.path());
        }
        return cache.find(address).orElseGet(() -> readFile(address, first + TileAddress.FULL <= hashes));
    }

    private byte[] readFile(TileAddress address, boolean full) {
        long first = address.index() * TileAddress.FULL;
        var bytes = hashes(address.level(), first, full ? TileAddress.FULL : address.width());
        if (full && !isVerified(address.level(), address.index())) {
            verify(address.level(), address.index(), bytes);
        }
        cache.keep(address, bytes);
        return Arrays.copyOf(bytes, address.width() * Hash.BYTES);
    }

    /** The leaf hash of a published entry. */
    Hash leaf(long index) {
        return Hash.of(hashes(0, index, 1));
    }

    private void verify(int level, long index, byte[] tile) {
        var above = new TileAddress(level + 1, index / TileAddress.FULL, (int) (index % TileAddress.FULL) + 1);
        var stated = Hash.at(read(above), (int) (index % TileAddress.FULL) * Hash.BYTES);
        if (!root(new TreeHashing(), tile, 0, TileAddress.FULL).equals(stated)) {
            throw new UnreadableEntryException(
                    "the policy log's file " + file(level) + " is damaged at byte " + index * tile.length
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

    private static Hash root(TreeHashing hashing, byte[] tile, int first, int hashes) {
        if (hashes == 1) {
            return Hash.at(tile, first * Hash.BYTES);
        }
        int half = hashes / 2;
        return hashing.node(root(hashing, tile, first, half), root(hashing, tile, first + half, half));
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
