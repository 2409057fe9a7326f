// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** The snapshots of a log: {@code <size, 20 digits>.snapshot}, each with a CRC-32C at its end; the newest two are kept. */
final class Snapshots {

    private static final String ENDING = ".snapshot";
    private static final int KEPT = 2;
    private static final int BUFFER = 1 << 16;

    private final LogFiles files;
    private final Path folder;

    Snapshots(LogFiles files, Path folder) throws IOException {
        this.files = files;
        this.folder = folder;
        files.makeFolder(folder);
    }

    /** Durable when it returns. */
    void keep(Snapshot snapshot) throws IOException {
        var name = String.format(Locale.ROOT, "%020d%s", snapshot.head().size(), ENDING);
        AtomicWrite.to(files, folder.resolve(name), file -> {
            var checked = new CheckedOutputStream(FileStreams.out(file), new CRC32C());
            var out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER));
            snapshot.write(out);
            out.flush();
            out.writeInt((int) checked.getChecksum().getValue());
            out.flush();
        });
        var names = newestFirst();
        for (var old : names.subList(Math.min(KEPT, names.size()), names.size())) {
            files.delete(folder.resolve(old));
        }
    }

    /** Names of the snapshots. */
    List<String> newestFirst() throws IOException {
        return files.names(folder).stream()
                .filter(name -> name.endsWith(ENDING))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Empty when the file is not as it was written. */
    Optional<Snapshot> read(String name) throws IOException {
        try (var file = files.open(folder.resolve(name))) {
            var checked = new CheckedInputStream(new BufferedInputStream(FileStreams.in(file), BUFFER), new CRC32C());
            var in = new DataInputStream(checked);
            var snapshot = Snapshot.read(in);
            int crc = (int) checked.getChecksum().getValue();
            return in.readInt() == crc && in.read() < 0 ? Optional.of(snapshot) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // whatever is wrong with it: the entries themselves are read instead
            return Optional.empty();
        }
    }
}
