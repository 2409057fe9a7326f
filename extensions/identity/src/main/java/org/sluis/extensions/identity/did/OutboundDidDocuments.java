// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.OutboundException;

/**
 * DID documents fetched from their owners: one look-up each, however many ask at once, then from memory for five minutes; a
 * failure is remembered for five seconds, so that a dead host is not asked by every message.
 */
public final class OutboundDidDocuments implements DidDocuments {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(5);
    /** A made-up key id costs the owner of a DID one look-up in this time, not more. */
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(10);

    private static final int MOST = 2_000;
    private static final int LARGEST = 256 * 1024;

    private final Outbound outbound;
    private final Clock clock;
    private final Leniency leniency;
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

    public OutboundDidDocuments(Outbound outbound, Clock clock, Leniency leniency) {
        this.outbound = outbound;
        this.clock = clock;
        this.leniency = leniency;
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
            if (answer.status() != 200 || answer.body().length() > LARGEST) {
                return failure(address + " answered " + answer.status() + ", or with too much");
            }
            var document = DidDocumentReader.read(
                    did, answer.body(), leniency.withoutRelationships().test(did));
            var now = clock.instant();
            return new Entry(Optional.of(document), "", now, now.plus(KEPT));
        } catch (OutboundException | UnresolvableDidException e) {
            return failure(e.getMessage());
        } catch (IllegalArgumentException e) {
            return failure("it has no web address");
        }
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
