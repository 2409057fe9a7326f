// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Publishes each new or changed {@code .csv} file in the folder of a product, without a command.
 *
 * <p>A file is looked at once it has stopped changing. A version is made from the whole file or not at all. Files that
 * were published are recognised by their content, also after a restart.
 */
public final class ExportFolder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ExportFolder.class.getName());
    /** A file whose last line has no end may be half written: it gets so many times longer to settle. */
    private static final int PATIENCE = 5;

    private final Path folder;
    private final Settings settings;
    private final ExportPublisher publisher;
    private final Consumer<ExportOutcome> listener;
    private final FolderWatch watch;
    private final Map<String, FileStamp> handled = new HashMap<>();
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, String> postponed = new HashMap<>();

    /**
     * How a folder is watched.
     *
     * @param settle how long a file must not change before it is read
     * @param rescan how often the folder is looked through, for file systems that tell nothing
     * @param maxBytes larger files are rejected unread
     * @param language of the reports
     */
    public record Settings(Duration settle, Duration rescan, long maxBytes, Language language) {
        public static Settings standard(Language language) {
            return new Settings(Duration.ofSeconds(1), Duration.ofSeconds(5), 8_000_000, language);
        }
    }

    private record Pending(FileStamp stamp, long since) {}

    private record Ready(Path file, FileStamp stamp) {}

    /**
     * Watches nothing yet.
     *
     * @param products holds one folder per product
     * @param listener told what became of each file, on the thread that watches
     */
    public ExportFolder(
            Path products,
            Product product,
            ProductVersions versions,
            Clock clock,
            Settings settings,
            Consumer<ExportOutcome> listener) {
        this.folder = products.resolve(product.id());
        this.settings = settings;
        this.publisher = new ExportPublisher(folder, product, versions, clock, settings);
        this.listener = listener;
        this.watch = new FolderWatch(folder, this::look);
    }

    /** Watches until closed. */
    public void start() {
        watch.start();
    }

    /** Ends when the file in hand is dealt with. */
    @Override
    public void close() {
        watch.close();
    }

    /** Looks through the folder once; returns when to look again at the latest. */
    private Duration look() {
        try {
            var ready = ready(files());
            ready.sort(Comparator.comparing((Ready file) -> file.stamp().modified())
                    .thenComparing(Ready::file));
            ready.forEach(this::publish);
        } catch (IOException unreadable) {
            postpone("", "the folder cannot be read: " + reason(unreadable));
        }
        var soon = settings.settle().dividedBy(2);
        boolean settling = pending.keySet().stream().anyMatch(name -> !postponed.containsKey(name));
        return settling && soon.compareTo(settings.rescan()) < 0 ? soon : settings.rescan();
    }

    private Map<Path, FileStamp> files() throws IOException {
        var files = ExportFiles.in(folder);
        var names = files.keySet().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
        handled.keySet().retainAll(names);
        pending.keySet().retainAll(names);
        postponed.keySet().retainAll(names);
        return files;
    }

    private List<Ready> ready(Map<Path, FileStamp> files) {
        var ready = new ArrayList<Ready>();
        long now = System.nanoTime();
        files.forEach((file, stamp) -> {
            var name = String.valueOf(file.getFileName());
            var seen = pending.get(name);
            if (stamp.equals(handled.get(name))) {
                return;
            }
            if (!stamp.regular()) {
                handled.put(name, stamp);
                postpone(name, "not an ordinary file but a link, a folder or a device; put the file itself here");
            } else if (seen == null || !seen.stamp().equals(stamp)) {
                pending.put(name, new Pending(stamp, now));
                postponed.remove(name);
            } else if (now - seen.since() >= patience(file, stamp).toNanos()) {
                ready.add(new Ready(file, stamp));
            }
        });
        return ready;
    }

    private Duration patience(Path file, FileStamp stamp) {
        return ExportFiles.lastLineEnds(file, stamp)
                ? settings.settle()
                : settings.settle().multipliedBy(PATIENCE);
    }

    private void publish(Ready ready) {
        var name = String.valueOf(ready.file().getFileName());
        try {
            var step = publisher.publish(ready.file(), ready.stamp());
            if (step instanceof ExportPublisher.Step.Changing) {
                pending.remove(name);
            } else if (step instanceof ExportPublisher.Step.Done done
                    && done.outcome() instanceof ExportOutcome.Postponed later) {
                postpone(name, later.reason());
            } else {
                handled.put(name, ready.stamp());
                pending.remove(name);
                postponed.remove(name);
                if (step instanceof ExportPublisher.Step.Done done) {
                    tell(done.outcome());
                }
            }
        } catch (NoSuchFileException gone) {
            pending.remove(name);
        } catch (IOException failed) {
            postpone(name, reason(failed));
        } catch (RuntimeException | OutOfMemoryError failed) {
            LOG.log(System.Logger.Level.WARNING, "cannot publish " + name, failed);
            postpone(name, "the store of versions does not answer, or an unforeseen error; the log says more");
        }
    }

    /** The same reason is told once. */
    private void postpone(String name, String reason) {
        if (!reason.equals(postponed.put(name, reason))) {
            tell(new ExportOutcome.Postponed(name, reason));
        }
    }

    private void tell(ExportOutcome outcome) {
        try {
            listener.accept(outcome);
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, "a listener failed", broken);
        }
    }

    private static String reason(IOException failed) {
        return failed.getClass().getSimpleName() + ": " + failed.getMessage();
    }
}
