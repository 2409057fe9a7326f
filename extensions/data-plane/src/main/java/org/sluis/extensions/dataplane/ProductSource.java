// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sluis.extensions.products.ProductRelease;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.extensions.products.ProductVersion;
import org.sluis.extensions.products.ProductVersions;
import org.sluis.policies.disclosure.Asker;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;

/** Reads versions of this company's data products under a disclosure, type {@code SluisProduct}. */
public final class ProductSource implements Source {
    private static final String PRODUCT = "product";
    private static final String DISCLOSURE = "disclosure";
    private static final Logger LOG = System.getLogger(ProductSource.class.getName());

    private final ProductVersions versions;
    private final ProductReleases releases;
    private final Partners partners;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    /** Waits for the sequence after {@code after}. */
    private record Waiter(String product, long after, CompletableFuture<OptionalLong> found) {}

    public ProductSource(ProductVersions versions, ProductReleases releases, Partners partners) {
        this.versions = versions;
        this.releases = releases;
        this.partners = partners;
        versions.onAppend(this::appended);
    }

    @Override
    public String type() {
        return "SluisProduct";
    }

    @Override
    public Optional<String> refuses(SourceAddress address) {
        for (var name : new String[] {PRODUCT, DISCLOSURE}) {
            if (address.property(name).isEmpty()) {
                return Optional.of("data address: property '" + name + "' is missing");
            }
        }
        return Optional.empty();
    }

    @Override
    public CompletionStage<Optional<Found>> find(Query query) {
        if (query.after().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(opening(query, OptionalLong.empty())));
        }
        var product = property(query, PRODUCT);
        var after = query.after().getAsLong();
        if (query.patience().isZero()) {
            var next = versions.next(product, after);
            return CompletableFuture.completedFuture(
                    next.map(version -> opening(query, OptionalLong.of(version.sequence()))));
        }
        return await(query, product, after);
    }

    /** Listens before it looks, so that a version which comes in between is not missed. */
    private CompletionStage<Optional<Found>> await(Query query, String product, long after) {
        var waiter = new Waiter(product, after, new CompletableFuture<>());
        waiters.add(waiter);
        var result = waiter.found()
                .completeOnTimeout(OptionalLong.empty(), query.patience().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((sequence, failure) -> waiters.remove(waiter))
                .thenApply(sequence ->
                        sequence.isPresent() ? Optional.of(opening(query, sequence)) : Optional.<Found>empty());
        versions.next(product, after)
                .ifPresent(version -> waiter.found().complete(OptionalLong.of(version.sequence())));
        return result;
    }

    /** INVARIANT: sequences have no gaps, so what is newer than the newest can only be the one after. */
    private void appended(ProductVersion version) {
        for (var waiter : waiters) {
            if (waiter.product().equals(version.product()) && version.sequence() > waiter.after()) {
                waiter.found().complete(OptionalLong.of(waiter.after() + 1));
            }
        }
    }

    private Found opening(Query query, OptionalLong sequence) {
        return () -> {
            try {
                return CompletableFuture.completedFuture(open(query, sequence));
            } catch (SourceException e) {
                return CompletableFuture.failedFuture(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return CompletableFuture.failedFuture(new SourceException(503, "the provider is stopping"));
            }
        };
    }

    private Body open(Query query, OptionalLong sequence) throws SourceException, InterruptedException {
        var product = property(query, PRODUCT);
        var disclosure = property(query, DISCLOSURE);
        var customers = partners.byId(query.consumer()).map(Partner::customers).orElse(List.of());
        var asker = Asker.of(query.consumer(), customers);
        var release = sequence.isPresent()
                ? releases.next(product, disclosure, asker, sequence.getAsLong() - 1, Duration.ZERO)
                : releases.newest(product, disclosure, asker);
        if (release instanceof ProductRelease.Released released) {
            var headers = Map.of(
                    "ETag", '"' + released.sha256() + '"', "Sluis-Sequence", String.valueOf(released.sequence()));
            return Body.of(released.bytes(), "application/json", headers);
        }
        if (release instanceof ProductRelease.Refused refused) {
            LOG.log(Level.WARNING, "{0} for {1} cannot be released: {2}", product, query.consumer(), refused.reason());
            throw new SourceException(502, "the provider has not set up this data for you; its log says what to do");
        }
        throw new SourceException(404, "the provider has not published " + product + " yet");
    }

    private static String property(Query query, String name) {
        return query.flow().source().property(name).orElseThrow();
    }
}
