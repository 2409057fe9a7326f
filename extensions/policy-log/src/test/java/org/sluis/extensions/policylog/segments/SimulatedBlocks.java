// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/** The content of a file: what the page cache has, what the disk has, and which blocks the kernel still means to write. */
final class SimulatedBlocks {

    private static final int BLOCK = 512;

    private byte[] cache = new byte[0];
    private byte[] disk = new byte[0];
    private final BitSet dirty = new BitSet();

    int read(ByteBuffer target, long position) {
        int count = (int) Math.max(0, Math.min(target.remaining(), cache.length - position));
        if (count > 0) {
            target.put(cache, (int) position, count);
        }
        return count;
    }

    void write(ByteBuffer source, long position) {
        int from = (int) position;
        int to = from + source.remaining();
        if (to > cache.length) {
            cache = Arrays.copyOf(cache, to);
        }
        source.get(cache, from, to - from);
        if (to > from) {
            dirty.set(from / BLOCK, (to - 1) / BLOCK + 1);
        }
    }

    long size() {
        return cache.length;
    }

    void truncate(long size) {
        cache = Arrays.copyOf(cache, (int) size);
        if (size % BLOCK > 0) {
            dirty.set((int) (size / BLOCK));
        }
    }

    void sync() {
        disk = Arrays.copyOf(disk, cache.length);
        dirty.stream().forEach(this::store);
        dirty.clear();
    }

    /** Some blocks arrive; the kernel forgets that the others did not. */
    void failSync(Random random) {
        if (disk.length < cache.length && random.nextBoolean()) {
            disk = Arrays.copyOf(disk, cache.length);
        }
        dirty.stream().filter(block -> random.nextBoolean()).forEach(this::store);
        dirty.clear();
    }

    void losePower(Random random) {
        int size = random.nextBoolean() ? cache.length : disk.length;
        if (random.nextInt(4) == 0) {
            int low = Math.min(cache.length, disk.length);
            size = low + random.nextInt(Math.abs(cache.length - disk.length) + 1);
        }
        disk = Arrays.copyOf(disk, size);
        dirty.stream().filter(block -> random.nextBoolean()).forEach(this::store);
        dirty.clear();
        cache = disk.clone();
    }

    void damage(int position) {
        cache[position] ^= 1;
        disk[position] ^= 1;
    }

    private void store(int block) {
        int from = block * BLOCK;
        int to = Math.min(Math.min(from + BLOCK, cache.length), disk.length);
        if (from < to) {
            System.arraycopy(cache, from, disk, from, to - from);
        }
    }
}
