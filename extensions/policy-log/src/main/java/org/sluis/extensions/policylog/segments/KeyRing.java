// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sluis.policies.log.leaf.StreamId;

/**
 * The keys that payloads are sealed with: {@code <yyyy-MM>/<stream>.<number>.key}, and {@code .erased} where one was destroyed;
 * for many threads.
 */
final class KeyRing {

    private record Scope(StreamId stream, YearMonth month) {}

    private static final int MOST_REMEMBERED = 8192;
    private static final int LOCKS = 64;

    private final KeyFiles files;
    private final Map<Scope, SealingKey> current = new ConcurrentHashMap<>();
    private final Map<KeyId, SealingKey> found = new ConcurrentHashMap<>();
    /** Keys up to that number seal nothing any more. */
    private final Map<Scope, Integer> retired = new ConcurrentHashMap<>();

    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    KeyRing(LogFiles files, Path folder) throws IOException {
        this.files = new KeyFiles(files, folder);
    }

    /** The key for new payloads; durable. */
    SealingKey current(StreamId stream, YearMonth month) throws IOException {
        var scope = new Scope(stream, month);
        var key = current.get(scope);
        if (key != null && isUsable(key.id())) {
            return key;
        }
        synchronized (lock(stream)) {
            int number = retired.getOrDefault(scope, 0) + 1;
            while (files.isErased(new KeyId(stream, month, number))) {
                number++;
            }
            var made = files.readOrMake(new KeyId(stream, month, number));
            remember(current, scope, made);
            return made;
        }
    }

    /** The key for entries that record erasures; durable, and never destroyed. */
    SealingKey erasures(StreamId self, YearMonth month) throws IOException {
        synchronized (lock(self)) {
            return files.readOrMake(new KeyId(self, month, KeyId.ERASURES));
        }
    }

    /** Empty when it was destroyed, or is missing: {@link #isErased} tells which. */
    Optional<SealingKey> find(KeyId id) throws IOException {
        var key = found.get(id);
        if (key != null) {
            return Optional.of(key);
        }
        synchronized (lock(id.stream())) {
            var read = files.isErased(id) ? Optional.<SealingKey>empty() : files.read(id);
            read.ifPresent(there -> remember(found, id, there));
            return read;
        }
    }

    boolean isErased(KeyId id) throws IOException {
        return files.isErased(id);
    }

    Path file(KeyId id) {
        return files.keyFile(id);
    }

    /** Whether payloads may still be sealed with it. */
    boolean isUsable(KeyId id) {
        return retired.isEmpty()
                || retired.getOrDefault(new Scope(id.stream(), id.month()), 0) < id.number()
                || id.number() == KeyId.ERASURES;
    }

    /** From now on nothing is sealed with the keys there are; returns the number of the last. */
    int retire(StreamId stream, YearMonth month) throws IOException {
        synchronized (lock(stream)) {
            int last = files.last(stream, month);
            retired.put(new Scope(stream, month), last);
            return last;
        }
    }

    /** Nothing was erased after all. */
    void release(StreamId stream, YearMonth month) {
        int destroyed = 0;
        while (files.isErased(new KeyId(stream, month, destroyed + 1))) {
            destroyed++;
        }
        retired.put(new Scope(stream, month), destroyed);
    }

    /** Overwrites and deletes the keys, whatever is left of them. */
    void destroy(Destruction destruction) throws IOException {
        var scope = new Scope(destruction.stream(), destruction.month());
        synchronized (lock(destruction.stream())) {
            retired.merge(scope, destruction.number(), Math::max);
            current.remove(scope);
            for (int number = 1; number <= destruction.number(); number++) {
                var id = new KeyId(destruction.stream(), destruction.month(), number);
                found.remove(id);
                files.destroy(id);
            }
            files.syncMonth(destruction.month());
        }
    }

    /** Months for which the stream has a key. */
    List<YearMonth> months(StreamId stream) throws IOException {
        var months = new ArrayList<YearMonth>();
        for (var month : files.months()) {
            int last = files.last(stream, month);
            if (last > 0 && !files.isErased(new KeyId(stream, month, last))) {
                months.add(month);
            }
        }
        return months;
    }

    private Object lock(StreamId stream) {
        return locks[Math.floorMod(stream.hashCode(), LOCKS)];
    }

    private static <K, V> void remember(Map<K, V> map, K key, V value) {
        if (map.size() >= MOST_REMEMBERED) {
            map.clear();
        }
        map.put(key, value);
    }
}
