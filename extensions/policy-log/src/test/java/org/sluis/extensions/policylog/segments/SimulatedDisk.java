// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A disk in memory that treats its users as badly as POSIX allows: at a power loss each unsynced block and each unsynced name survives
 * or not, by chance and in any order; a sync that fails leaves blocks that look written and are not; each change can fail.
 */
final class SimulatedDisk implements LogFiles {

    private final Random random;
    private final Set<Path> folders = new HashSet<>();
    private final Set<Path> locks = new HashSet<>();
    private Map<Path, SimulatedBlocks> names = new HashMap<>();
    private final Map<Path, SimulatedBlocks> durableNames = new HashMap<>();
    private int process;
    private long changes;
    private long failFrom = Long.MAX_VALUE;
    private long failUntil;
    private boolean diesThen;
    private boolean dead;
    private boolean hanging;

    SimulatedDisk(Random random) {
        this.random = random;
    }

    /** From the {@code after}-th change from now on, {@code count} changes fail. */
    synchronized void failAfter(int after, int count) {
        failFrom = changes + after;
        failUntil = failFrom + count;
        diesThen = false;
    }

    /** At the {@code after}-th change from now on the power fails. */
    synchronized void dieAfter(int after) {
        failFrom = changes + after;
        failUntil = Long.MAX_VALUE;
        diesThen = true;
    }

    /** From now on no change comes to an end. */
    synchronized void hang() {
        hanging = true;
    }

    /** Nothing fails or hangs any more. */
    synchronized void heal() {
        failFrom = Long.MAX_VALUE;
        hanging = false;
        notifyAll();
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** How many changes there have been. */
    synchronized long changes() {
        return changes;
    }

    /** The process ends at once; the kernel keeps what was written. */
    synchronized void kill() {
        process++;
        locks.clear();
        heal();
    }

    /** The power fails and comes back. */
    synchronized void losePower() {
        kill();
        dead = false;
        var all = new HashSet<>(names.keySet());
        all.addAll(durableNames.keySet());
        for (var path : all.stream().sorted().toList()) {
            if (names.get(path) != durableNames.get(path) && random.nextBoolean()) {
                setDurable(path);
            }
        }
        names = new HashMap<>(durableNames);
        names.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .distinct()
                .forEach(blocks -> blocks.losePower(random));
    }

    /** Flips a bit, for good. */
    synchronized void damage(Path path, long position) {
        names.get(path).damage((int) position);
    }

    /** Takes the end of a file away, for good. */
    synchronized void cut(Path path, long size) {
        names.get(path).truncate(size);
        names.get(path).sync();
    }

    synchronized long size(Path path) {
        return names.get(path).size();
    }

    /** Takes a file away, for good. */
    synchronized void lose(Path path) {
        names.remove(path);
        durableNames.remove(path);
    }

    synchronized List<Path> files(Path folder) {
        return names.keySet().stream()
                .filter(path -> path.getParent().equals(folder))
                .sorted()
                .toList();
    }

    private void setDurable(Path path) {
        if (names.containsKey(path)) {
            durableNames.put(path, names.get(path));
        } else {
            durableNames.remove(path);
        }
    }

    /** Whether this change fails; counts it. */
    private boolean fails() throws IOException {
        requirePower();
        awaitEndOfHanging();
        changes++;
        boolean fails = changes >= failFrom && changes < failUntil;
        dead |= fails && diesThen;
        return fails;
    }

    private synchronized void awaitEndOfHanging() throws IOException {
        try {
            while (hanging) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the disk hangs", e);
        }
    }

    private void requirePower() throws IOException {
        if (dead) {
            throw new IOException("the power is off");
        }
    }

    private static IOException failure() {
        return new IOException("No space left on device (simulated)");
    }

    private synchronized void change(int of, Runnable action) throws IOException {
        require(of);
        if (fails()) {
            throw failure();
        }
        action.run();
    }

    private void require(int of) throws IOException {
        if (of != process) {
            throw new IOException("the process was killed");
        }
    }

    @Override
    public synchronized LogFile open(Path file) throws IOException {
        requirePower();
        if (!folders.contains(file.getParent())) {
            throw new NoSuchFileException(file.toString());
        }
        if (!names.containsKey(file)) {
            if (fails()) {
                throw failure();
            }
            names.put(file, new SimulatedBlocks());
        }
        return new Open(names.get(file), process);
    }

    @Override
    public synchronized boolean exists(Path file) {
        return names.containsKey(file);
    }

    @Override
    public synchronized List<String> names(Path folder) throws IOException {
        requirePower();
        var all = new HashSet<Path>(names.keySet());
        all.addAll(folders);
        return all.stream()
                .filter(path -> folder.equals(path.getParent()))
                .map(path -> path.getFileName().toString())
                .sorted()
                .toList();
    }

    @Override
    public synchronized void makeFolder(Path folder) throws IOException {
        requirePower();
        for (var path = folder; path != null; path = path.getParent()) {
            folders.add(path);
        }
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        change(process, () -> names.put(to, names.remove(from)));
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        if (names.containsKey(file)) {
            change(process, () -> names.remove(file));
        }
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        change(process, () -> {
            var all = new HashSet<>(names.keySet());
            all.addAll(durableNames.keySet());
            all.stream().filter(path -> folder.equals(path.getParent())).forEach(this::setDurable);
        });
    }

    @Override
    public synchronized Closeable lock(Path file) throws IOException {
        requirePower();
        if (!locks.add(file)) {
            throw new IOException(file + " is locked");
        }
        int owner = process;
        return () -> unlock(file, owner);
    }

    private synchronized void unlock(Path file, int owner) {
        if (owner == process) {
            locks.remove(file);
        }
    }

    private final class Open implements LogFile {

        private final SimulatedBlocks blocks;
        private final int owner;

        Open(SimulatedBlocks blocks, int owner) {
            this.blocks = blocks;
            this.owner = owner;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                requirePower();
                return blocks.read(target, position);
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                require(owner);
                if (fails()) {
                    // a part arrives all the same
                    source.limit(source.position() + random.nextInt(source.remaining() + 1));
                    blocks.write(source, position);
                    throw failure();
                }
                blocks.write(source, position);
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (SimulatedDisk.this) {
                requirePower();
                return blocks.size();
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            change(owner, () -> blocks.truncate(size));
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedDisk.this) {
                require(owner);
                if (fails()) {
                    blocks.failSync(random);
                    throw failure();
                }
                blocks.sync();
            }
        }

        @Override
        public void close() {
            // nothing to give back
        }
    }
}
