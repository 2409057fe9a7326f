// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.Link;
import org.sluis.extensions.web.Outbound.OutboundException;

/**
 * DID documents fetched from their owners: one look-up each, however many ask at once, then from memory for five minutes; a
 * failure is remembered for five seconds, so that a dead host is not asked by every message. While the host of a trusted issuer
 * does not answer, its last known document counts.
 */
public final class OutboundDidDocuments implements DidDocuments {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(5);
    private static final Duration LAST_KNOWN_KEPT = Duration.ofSeconds(30);
    /** With these a proxy says that the host behind it does not answer. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);
    /** So does who cannot be reached; who answers with something else does answer. */
    private static final Set<Link> BROKEN = Set.of(Link.NAME, Link.ROUTE, Link.TIME);

    /** A made-up key id costs the owner of a DID one look-up in this time, not more. */
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(10);

    private static final int MOST = 2_000;
    private static final int LARGEST = 256 * 1024;

    private final Outbound outbound;
    private final Clock clock;
    private final Leniency leniency;
    private final LastKnownDocuments lastKnown;
    private final Map<Did, Entry> cache = new ConcurrentHashMap<>();
    private final Map<Did, CompletableFuture<Entry>> asked = new ConcurrentHashMap<>();

    /**
     * What is not demanded, each by configuration.
     *
     * @param insecureHttpOnLoopback whether documents of loopback hosts are fetched without TLS
     * @param withoutRelationships whose documents may name no key relationship at all, as some stock connectors publish them
     */
    public record Leniency(boolean insecureHttpOnLoopback, Predicate<Did> withoutRelationships) {}

    private record Entry(Optional<DidDocument> document, String why, Instant since, Instant until) {}

    /** Without last known documents: nothing is known of a host that does not answer. */
    public OutboundDidDocuments(Outbound outbound, Clock clock, Leniency leniency) {
        this(outbound, clock, leniency, LastKnownDocuments.none(clock));
    }

    public OutboundDidDocuments(Outbound outbound, Clock clock, Leniency leniency, LastKnownDocuments lastKnown) {
        this.outbound = outbound;
        this.clock = clock;
        this.leniency = leniency;
        this.lastKnown = lastKnown;
    }

    @Override
    public DidDocument resolve(Did did) throws UnresolvableDidException {
        var entry = cached(did).orElseGet(() -> once(did));
        if (entry.document().isEmpty()) {
            throw new UnresolvableDidException(did, entry.why(), null);
        }
        return entry.document().get();
    }

    @Override
    public void refresh(Did did) {
        var latest = clock.instant().minus(REFRESH_PAUSE);
        cache.computeIfPresent(did, (key, entry) -> entry.since().isAfter(latest) ? entry : null);
    }

    /** The same by what is known here already, without asking anybody. */
    public DidDocuments known() {
        return new DidDocuments() {
            @Override
            public DidDocument resolve(Did did) throws UnresolvableDidException {
                return cached(did)
                        .flatMap(Entry::document)
                        .or(() -> lastKnown(did).map(LastKnownDocuments.Known::document))
                        .orElseThrow(() -> new UnresolvableDidException(did, "it is not known here", null));
            }

            @Override
            public void refresh(Did did) {}
        };
    }

    private Optional<Entry> cached(Did did) {
        return Optional.ofNullable(cache.get(did)).filter(entry -> entry.until().isAfter(clock.instant()));
    }

    private Entry once(Did did) {
        var mine = new CompletableFuture<Entry>();
        var other = asked.putIfAbsent(did, mine);
        if (other != null) {
            return join(other, did);
        }
        try {
            // Somebody may have finished between our look into the cache and now.
            var entry = cached(did).orElseGet(() -> fetch(did));
            keep(did, entry);
            mine.complete(entry);
            return entry;
        } finally {
            asked.remove(did);
            mine.completeExceptionally(new IllegalStateException("the look-up failed"));
        }
    }

    private Entry join(CompletableFuture<Entry> other, Did did) {
        try {
            return other.join();
        } catch (CompletionException e) {
            return failure("the look-up of " + did + " failed");
        }
    }

    private Entry fetch(Did did) {
        try {
            var address = DidAddresses.of(did, leniency.insecureHttpOnLoopback());
            var answer = outbound.get(address, "application/did+json, application/json");
            if (AWAY.contains(answer.status())) {
                return away(did, address + " answered " + answer.status());
            }
            if (answer.status() != 200 || answer.body().length() > LARGEST) {
                return failure(address + " answered " + answer.status() + ", or with too much");
            }
            var document = DidDocumentReader.read(
                    did, answer.body(), leniency.withoutRelationships().test(did));
            lastKnown.keep(did, answer.body());
            var now = clock.instant();
            return new Entry(Optional.of(document), "", now, now.plus(KEPT));
        } catch (OutboundException e) {
            return BROKEN.contains(e.link()) ? away(did, e.getMessage()) : failure(e.getMessage());
        } catch (UnresolvableDidException e) {
            return failure(e.getMessage());
        } catch (IllegalArgumentException e) {
            return failure("it has no web address");
        }
    }

    private Optional<LastKnownDocuments.Known> lastKnown(Did did) {
        return lastKnown.find(did, leniency.withoutRelationships().test(did));
    }

    private Entry away(Did did, String why) {
        var now = clock.instant();
        var later = now.plus(LAST_KNOWN_KEPT);
        return lastKnown(did)
                .map(known -> new Entry(
                        Optional.of(known.document()), "", now, known.until().isBefore(later) ? known.until() : later))
                .orElseGet(() -> failure(why));
    }

    private Entry failure(String why) {
        var now = clock.instant();
        return new Entry(Optional.empty(), why, now, now.plus(FAILURE_KEPT));
    }

    private void keep(Did did, Entry entry) {
        if (cache.size() >= MOST) {
            shrink();
        }
        cache.put(did, entry);
    }

    private void shrink() {
        var now = clock.instant();
        cache.values().removeIf(entry -> !entry.until().isAfter(now));
        Iterator<Did> any = cache.keySet().iterator();
        while (cache.size() >= MOST && any.hasNext()) {
            any.next();
            any.remove();
        }
    }
}
