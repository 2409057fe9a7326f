// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Versions that live as long as the process: for tests and trials. */
public final class InMemoryProductVersions implements ProductVersions {
    private final Map<String, List<ProductVersion>> versions = new HashMap<>();
    private final List<Consumer<ProductVersion>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Optional<ProductVersion> append(ProductVersion.Content content, long after) {
        ProductVersion appended;
        synchronized (versions) {
            var known = versions.computeIfAbsent(content.product(), product -> new ArrayList<>());
            if (known.size() != after) {
                return Optional.empty();
            }
            appended = new ProductVersion(after + 1, content);
            known.add(appended);
            versions.notifyAll();
        }
        listeners.forEach(listener -> listener.accept(appended));
        return Optional.of(appended);
    }

    @Override
    public Optional<ProductVersion> newest(String product) {
        synchronized (versions) {
            var known = versionsOf(product);
            return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
        }
    }

    @Override
    public Optional<ProductVersion> newestFrom(String product, String source) {
        synchronized (versions) {
            return versionsOf(product).stream()
                    .filter(version -> version.content().source().equals(source))
                    .reduce((older, newer) -> newer);
        }
    }

    @Override
    public Optional<ProductVersion> next(String product, long after) {
        synchronized (versions) {
            var known = versionsOf(product);
            return after < known.size() ? Optional.of(known.get((int) Math.max(0, after))) : Optional.empty();
        }
    }

    @Override
    public Optional<ProductVersion> await(String product, long after, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (versions) {
            var found = next(product, after);
            long left = deadline - System.nanoTime();
            while (found.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(versions, left);
                found = next(product, after);
                left = deadline - System.nanoTime();
            }
            return found;
        }
    }

    @Override
    public void onAppend(Consumer<ProductVersion> listener) {
        listeners.add(listener);
    }

    private List<ProductVersion> versionsOf(String product) {
        return versions.getOrDefault(product, List.of());
    }
}
