// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.sluis.policies.usage.Agreement;

/**
 * Pushes that this company asked for and waits for. Each has an address and a secret of its own; both are worth nothing when it is
 * over, and none outlives the process.
 */
final class Arrivals {

    private static final int MOST = 1_000;
    private static final int SECRET_BYTES = 32;

    /** A provider whose answer was lost tries again for so long. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final URI address;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Arrival> all = new ConcurrentHashMap<>();

    /** {@code address} is where the public listener takes pushes, up to the last segment. */
    Arrivals(URI address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /** Expects one push under an agreement. */
    Arrival expect(Agreement agreement) {
        var now = clock.instant();
        all.values().removeIf(arrival -> isForgotten(arrival, now));
        if (all.size() >= MOST) {
            throw new Refusal(503, "Too many pushes at once", MOST + " pushes were asked for lately; try later");
        }
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var id = UUID.randomUUID().toString();
        var arrival = new Arrival(
                id,
                agreement,
                "Bearer " + Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                address.resolve(id));
        all.put(id, arrival);
        return arrival;
    }

    private static boolean isForgotten(Arrival arrival, Instant now) {
        return arrival.closedAt()
                .filter(closed -> closed.plus(REMEMBERED).isBefore(now))
                .isPresent();
    }

    /** The push that is expected there from whoever knows its secret. */
    Optional<Arrival> find(String id, String authorization) {
        return Optional.ofNullable(all.get(id))
                .filter(arrival -> MessageDigest.isEqual(bytes(arrival.secret()), bytes(authorization)));
    }

    /** Nobody waits any more. */
    void close(Arrival arrival) {
        arrival.close(clock.instant());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
