// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at a folder when the system says it changed, and from time to time anyhow. The folder may come and go. */
final class FolderWatch {
    private static final System.Logger LOG = System.getLogger(FolderWatch.class.getName());
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);
    /** One change comes as several events; looking once is enough. */
    private static final Duration BURST = Duration.ofMillis(20);

    private final Path folder;
    private final Supplier<Duration> look;
    private final Thread thread;
    private volatile boolean open = true;

    /**
     * Watches nothing yet.
     *
     * @param look returns how long to wait at most before looking again
     */
    FolderWatch(Path folder, Supplier<Duration> look) {
        this.folder = folder;
        this.look = () -> safely(look);
        this.thread = new Thread(this::watch, "exports-" + folder.getFileName());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void close() {
        open = false;
        thread.interrupt();
        try {
            thread.join(LAST_LOOK.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (var events = folder.getFileSystem().newWatchService()) {
            Object registered = null;
            WatchKey key = null;
            while (open) {
                var current = identity();
                if (key == null || !key.isValid() || !current.equals(registered)) {
                    key = register(events);
                    registered = current;
                }
                await(events, look.get());
            }
        } catch (IOException | ClosedWatchServiceException unavailable) {
            LOG.log(System.Logger.Level.WARNING, "no notifications for " + folder + "; looking from time to time");
            lookFromTimeToTime();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing that one look finds may end the watch. */
    private static Duration safely(Supplier<Duration> look) {
        try {
            return look.get();
        } catch (RuntimeException unforeseen) {
            LOG.log(System.Logger.Level.WARNING, "looking through the folder failed", unforeseen);
            return LAST_LOOK;
        }
    }

    private void lookFromTimeToTime() {
        try {
            while (open) {
                TimeUnit.MILLISECONDS.sleep(look.get().toMillis());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells a folder from another one of the same name, where the file system does; elsewhere the look from time to time must do. */
    private Object identity() {
        try {
            return String.valueOf(
                    Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
        } catch (IOException absent) {
            return "";
        }
    }

    private WatchKey register(WatchService events) {
        try {
            return folder.register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (IOException absent) {
            return null;
        }
    }

    private static void await(WatchService events, Duration most) throws InterruptedException {
        var key = events.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            TimeUnit.MILLISECONDS.sleep(BURST.toMillis());
        }
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = events.poll();
        }
    }
}
