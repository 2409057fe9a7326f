// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.OutboundException;

/**
 * Status lists of issuers, as fresh as {@code refresh} while their hosts answer. When a host does not, its last list counts up to
 * {@code greatestAge}, and then nothing that it lists is current any more.
 */
public final class StatusLists {

    private static final System.Logger LOG = System.getLogger(StatusLists.class.getName());
    private static final int MOST = 500;
    /** A list that no credential asked for in this time is no longer refreshed. */
    private static final Duration IN_USE = Duration.ofHours(1);

    private final Outbound outbound;
    private final StatusListReader reader;
    private final StatusListReader knownReader;
    private final Clock clock;
    private final Settings settings;
    private final StatusListCopies received;
    private final Map<Key, Copy> copies = new ConcurrentHashMap<>();
    /** Those who need one list at once wait for one look-up; two lists may share a lock. */
    private final List<Object> locks = Stream.generate(Object::new).limit(16).toList();

    /**
     * How fresh lists must be.
     *
     * @param insecureUnsignedOf issuers whose lists need no signature, as some stock issuers publish them
     */
    public record Settings(Duration refresh, Duration greatestAge, Predicate<Did> insecureUnsignedOf) {}

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private record Key(URI address, Did issuer) {}

    private record Copy(Optional<StatusList> list, Instant fetched, Instant tried, Instant used) {}

    /** Where lists come from, and whose signatures they bear: those received before are verified by documents known here. */
    public record Sources(Outbound outbound, DidDocuments documents, DidDocuments known, StatusListCopies received) {}

    public StatusLists(Sources sources, Clock clock, Settings settings) {
        this.outbound = sources.outbound();
        this.reader = new StatusListReader(sources.documents(), clock, settings.insecureUnsignedOf());
        this.knownReader = new StatusListReader(sources.known(), clock, settings.insecureUnsignedOf());
        this.clock = clock;
        this.settings = settings;
        this.received = sources.received();
    }

    /** Refreshes the lists in use from time to time, until the executor is shut down. */
    public void refreshOn(ScheduledExecutorService executor) {
        var millis = settings.refresh().toMillis();
        var unused = executor.scheduleWithFixedDelay(this::refreshAll, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Calls the listener when a list says something else than before. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether the credential's status says that it holds, by what is known here now; no request is made. */
    public boolean isCurrent(VerifiedCredential credential) {
        return credential
                .status()
                .map(status ->
                        bit(status, credential.issuer()).filter(set -> !set).isPresent())
                .orElse(true);
    }

    /** Whether what is known here now says that the credential does not hold; not known is neither. */
    public boolean isWithdrawn(VerifiedCredential credential) {
        return credential
                .status()
                .flatMap(status -> bit(status, credential.issuer()))
                .orElse(false);
    }

    /** When the list that says so was fetched; empty if the credential has no status or its list is not known. */
    public Optional<Instant> checkedAt(VerifiedCredential credential) {
        return credential
                .status()
                .map(status -> copies.get(new Key(status.list(), credential.issuer())))
                .filter(copy -> copy.list().isPresent())
                .map(Copy::fetched);
    }

    /** Fetches the credential's list if there is none that is fresh. */
    public void update(VerifiedCredential credential) {
        credential.status().ifPresent(status -> {
            var key = new Key(status.list(), credential.issuer());
            synchronized (locks.get(Math.floorMod(key.hashCode(), locks.size()))) {
                var copy = copies.get(key);
                if (copy == null || isDue(copy)) {
                    fetch(key);
                }
            }
        });
    }

    /** Empty if no list counts. */
    private Optional<Boolean> bit(VerifiedCredential.Status status, Did issuer) {
        var now = clock.instant();
        var key = new Key(status.list(), issuer);
        makeRoomFor(key);
        // After a restart: the refresher fetches it soon, though nobody presents this credential again.
        var copy = copies.compute(
                key,
                (same, old) -> old == null
                        ? known(same, now, Instant.EPOCH)
                        : new Copy(old.list(), old.fetched(), old.tried(), now));
        return copy.list()
                .filter(list -> copy.fetched().plus(settings.greatestAge()).isAfter(now))
                .filter(list -> list.until().isAfter(now))
                .filter(list -> list.purposes().contains(status.purpose()))
                .flatMap(list -> list.bits().isSet(status.index()));
    }

    private boolean isDue(Copy copy) {
        return !copy.tried().plus(settings.refresh()).isAfter(clock.instant());
    }

    /** Refreshes every list that is due; what fails is kept and tried again next time. */
    void refreshAll() {
        var oldest = clock.instant().minus(IN_USE);
        copies.values().removeIf(copy -> copy.used().isBefore(oldest));
        for (var key : copies.keySet()) {
            try {
                fetch(key);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "status list " + key.address() + ": " + e.getMessage());
            }
        }
    }

    private void fetch(Key key) {
        var fresh = fresh(key);
        var now = clock.instant();
        makeRoomFor(key);
        var before = copies.get(key);
        copies.compute(key, (same, old) -> {
            var used = old == null ? now : old.used();
            if (fresh.isPresent() && !isOlder(fresh.get(), old)) {
                return new Copy(fresh, now, now, used);
            }
            return old == null ? known(same, now, now) : new Copy(old.list(), old.fetched(), now, used);
        });
        if (before != null && !saysTheSame(before, copies.get(key))) {
            listeners.forEach(Runnable::run);
        }
    }

    private static boolean saysTheSame(Copy before, Copy now) {
        return now != null
                && before.list().map(StatusList::bits).equals(now.list().map(StatusList::bits));
    }

    private void makeRoomFor(Key key) {
        if (copies.size() >= MOST && !copies.containsKey(key)) {
            copies.values().stream().min(Comparator.comparing(Copy::used)).ifPresent(copies.values()::remove);
        }
    }

    /** What another replica or an earlier process received, verified again, without asking anybody. */
    private Copy known(Key key, Instant now, Instant tried) {
        try {
            var last = received.find(key.address(), key.issuer());
            if (last.isPresent() && !last.get().at().isAfter(now.plus(JwtCredentialVerifier.SKEW))) {
                var list =
                        knownReader.read(key.address(), key.issuer(), last.get().text());
                return new Copy(Optional.of(list), last.get().at(), tried, now);
            }
        } catch (RuntimeException | RefusedCredentialException e) {
            LOG.log(System.Logger.Level.WARNING, "status list " + key.address() + ", kept: " + e.getMessage());
        }
        return new Copy(Optional.empty(), Instant.EPOCH, tried, now);
    }

    private void keep(Key key, String text) {
        try {
            received.save(key.address(), key.issuer(), new StatusListCopies.Received(text, clock.instant()));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "status list " + key.address() + " is not kept: " + e.getMessage());
        }
    }

    /** A host that goes back in time would undo revocations. */
    private static boolean isOlder(StatusList fresh, Copy old) {
        return old != null
                && old.list().filter(list -> fresh.from().isBefore(list.from())).isPresent();
    }

    private Optional<StatusList> fresh(Key key) {
        try {
            var answer = outbound.get(
                    key.address(), "application/vc+jwt, application/vc+ld+json;q=0.5, application/json;q=0.4");
            if (answer.status() != 200) {
                throw new RefusedCredentialException("answered " + answer.status());
            }
            var list = reader.read(key.address(), key.issuer(), answer.body());
            if (!isOlder(list, copies.get(key))) {
                keep(key, answer.body());
            }
            return Optional.of(list);
        } catch (OutboundException | RefusedCredentialException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "status list " + key.address() + " of " + key.issuer() + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
