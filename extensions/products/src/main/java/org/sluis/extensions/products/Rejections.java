// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Moves files that cannot be published out of the way, each with a report beside it. Never overwrites, never deletes. */
final class Rejections {
    static final String FOLDER = "rejected";
    private static final int MOST_NAMES = 10_000;

    private final Path folder;
    private final Language language;
    private final Clock clock;

    Rejections(Path productFolder, Language language, Clock clock) {
        this.folder = productFolder.resolve(FOLDER);
        this.language = language;
        this.clock = clock;
    }

    /**
     * Moves a file away.
     *
     * @param stamp the file as it was judged
     * @return where it is now; empty if it was replaced in the meantime, so that another file must be judged
     */
    Optional<Path> reject(Path file, FileStamp stamp, CheckedExport.Rejected rejected) throws IOException {
        Files.createDirectories(folder);
        var target = reserve(String.valueOf(file.getFileName()));
        var report = folder.resolve(stem(String.valueOf(target.getFileName())) + ".report.txt");
        try {
            // The report first: a file in the folder without a word is worse than a word too many.
            var text = RejectionReport.text(String.valueOf(file.getFileName()), rejected, clock.instant(), language);
            DurableFiles.write(Map.of(report, text.getBytes(StandardCharsets.UTF_8)));
            if (!FileStamp.of(file).equals(stamp)) {
                throw new ReplacedException();
            }
            move(file, target);
        } catch (ReplacedException replaced) {
            Files.deleteIfExists(report);
            Files.deleteIfExists(target);
            return Optional.empty();
        } catch (IOException failed) {
            Files.deleteIfExists(report);
            // Still the empty file that held the name: nothing was moved.
            if (Files.size(target) == 0) {
                Files.deleteIfExists(target);
            }
            throw failed;
        }
        return Optional.of(target);
    }

    private static final class ReplacedException extends IOException {}

    /** An empty file under a name that nobody has; the rejected file takes its place. */
    private Path reserve(String name) throws IOException {
        var time = clock.instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace(":", "")
                .replace("-", "");
        for (int i = 0; i < MOST_NAMES; i++) {
            var mark = i == 0 ? "" : i == 1 ? "." + time : "." + time + "-" + i;
            try {
                return Files.createFile(folder.resolve(
                        stem(name) + mark + name.substring(stem(name).length())));
            } catch (FileAlreadyExistsException taken) {
                if (i == MOST_NAMES - 1) {
                    throw taken;
                }
            }
        }
        throw new IOException("no free name in " + FOLDER);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static void move(Path file, Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
