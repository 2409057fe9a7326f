// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.status;

import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.status.StatusCredentials.Published;
import org.sluis.extensions.identity.keys.SigningKeys;

/** The status lists as the world sees them: signed again on each change and long before they expire. */
public final class PublishedLists {

    private static final System.Logger LOG = System.getLogger(PublishedLists.class.getName());
    /** So that a list is never older than this while the authority runs. */
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private final StatusLists lists;
    private final StatusCredentials credentials;
    private final StatusListFiles files;
    private final Clock clock;
    private final Map<Integer, Published> published = new ConcurrentHashMap<>();
    private final Set<Integer> unwritten = ConcurrentHashMap.newKeySet();

    public PublishedLists(AuthoritySettings authority, SigningKeys keys, StatusLists lists, Path folder, Clock clock) {
        this.lists = lists;
        this.credentials = new StatusCredentials(authority, keys);
        this.files = new StatusListFiles(folder);
        this.clock = clock;
    }

    /** What is published of a list; with the database away what was published last. Empty if there is no such list. */
    Optional<Published> current(int number) {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the status lists could not be refreshed: " + e.getMessage());
        }
        return Optional.ofNullable(published.get(number));
    }

    /** Signs and writes what changed or got old; returns when it is public. */
    public synchronized void refresh() {
        for (var version : lists.versions().entrySet()) {
            var before = published.get(version.getKey());
            if (before == null
                    || before.version() < version.getValue()
                    || before.at().plus(OLDEST).isBefore(clock.instant())) {
                lists.find(version.getKey()).ifPresent(this::publish);
            } else if (unwritten.contains(version.getKey())) {
                write(version.getKey(), before);
            }
        }
    }

    /** A full disk stops the mirrors, not the publication from here. */
    private void write(int number, Published list) {
        try {
            files.write(number, list);
            unwritten.remove(number);
        } catch (UncheckedIOException e) {
            unwritten.add(number);
            LOG.log(
                    Level.ERROR,
                    e.getMessage() + "; mirrors are out of date: "
                            + e.getCause().getMessage());
        }
    }

    private void publish(StatusList list) {
        var fresh = credentials.publish(list, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        published.put(list.number(), fresh);
        write(list.number(), fresh);
    }
}
