// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.sluis.policies.log.leaf.StreamId;

/** Sealing keys on disk: 4 bytes {@code PLK1}, the 32 bytes, u32 CRC-32C of them. */
final class KeyFiles {

    private static final int MAGIC = 0x504c4b31;
    private static final int LENGTH = Integer.BYTES + SealingKey.BYTES + Integer.BYTES;

    private final LogFiles files;
    private final Path folder;
    /** Folders whose names this process has seen durable. */
    private final Set<YearMonth> synced = ConcurrentHashMap.newKeySet();

    /** Keys that may have a file whose name is not durable: it must not be used. */
    private final Set<KeyId> doubtful = ConcurrentHashMap.newKeySet();

    KeyFiles(LogFiles files, Path folder) throws IOException {
        this.files = files;
        this.folder = folder;
        files.makeFolder(folder);
    }

    /** The key is durable when it is returned. */
    SealingKey readOrMake(KeyId id) throws IOException {
        if (!synced.contains(id.month())) {
            files.makeFolder(folder.resolve(id.month().toString()));
            // names that an earlier process left: they must be durable before they are relied on
            files.syncFolder(folder.resolve(id.month().toString()));
            synced.add(id.month());
        }
        var existing = doubtful.contains(id) ? Optional.<SealingKey>empty() : read(id);
        return existing.isPresent() ? existing.get() : make(id);
    }

    private SealingKey make(KeyId id) throws IOException {
        var secret = SealingKey.newSecret();
        var bytes = ByteBuffer.allocate(LENGTH).putInt(MAGIC).put(secret).putInt(crc(secret));
        doubtful.add(id);
        AtomicWrite.to(files, keyFile(id), file -> file.write(bytes.flip(), 0));
        doubtful.remove(id);
        return new SealingKey(id, secret);
    }

    /** Empty when there is no such file. */
    Optional<SealingKey> read(KeyId id) throws IOException {
        if (!files.exists(keyFile(id))) {
            return Optional.empty();
        }
        try (var file = files.open(keyFile(id))) {
            var bytes = ByteBuffer.allocate(LENGTH);
            int read = file.read(bytes, 0);
            var secret = new byte[SealingKey.BYTES];
            bytes.flip();
            if (read == LENGTH && bytes.getInt() == MAGIC && bytes.get(secret).getInt() == crc(secret)) {
                return Optional.of(new SealingKey(id, secret));
            }
        }
        throw new IOException("the sealing key " + keyFile(id) + " is damaged: put it back from a backup");
    }

    boolean isErased(KeyId id) {
        return files.exists(erasedFile(id));
    }

    /** The last number that the stream has or had a key of in that month; 0 if none. */
    int last(StreamId stream, YearMonth month) {
        int number = 0;
        while (isThere(new KeyId(stream, month, number + 1))) {
            number++;
        }
        return number;
    }

    private boolean isThere(KeyId id) {
        return files.exists(keyFile(id)) || isErased(id);
    }

    /** Says durably that the key is gone, then makes it so; durable after {@link #syncMonth}. */
    void destroy(KeyId id) throws IOException {
        if (!isErased(id)) {
            files.makeFolder(keyFile(id).getParent());
            AtomicWrite.to(files, erasedFile(id), file -> {});
        }
        if (files.exists(keyFile(id))) {
            try (var file = files.open(keyFile(id))) {
                file.write(ByteBuffer.allocate(LENGTH), 0);
                file.sync();
            }
            files.delete(keyFile(id));
        }
    }

    /** Makes the names of keys of that month durable. */
    void syncMonth(YearMonth month) throws IOException {
        files.syncFolder(folder.resolve(month.toString()));
    }

    /** Months for which there may be keys, ascending. */
    List<YearMonth> months() throws IOException {
        return files.names(folder).stream().flatMap(KeyFiles::month).toList();
    }

    Path keyFile(KeyId id) {
        return folder.resolve(id.name() + ".key");
    }

    private Path erasedFile(KeyId id) {
        return folder.resolve(id.name() + ".erased");
    }

    private static Stream<YearMonth> month(String name) {
        try {
            return Stream.of(YearMonth.parse(name));
        } catch (DateTimeException e) {
            // not ours
            return Stream.empty();
        }
    }

    private static int crc(byte[] secret) {
        var crc = new CRC32C();
        crc.update(secret);
        return (int) crc.getValue();
    }
}
