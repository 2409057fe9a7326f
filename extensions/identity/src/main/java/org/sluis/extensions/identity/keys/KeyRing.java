// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/** One current key and those that it replaced and that still verify. */
record KeyRing(SigningKey current, List<SigningKey> retired) {

    KeyRing {
        retired = List.copyOf(retired);
    }

    /** From stored keys; with two that are current, as a crash cannot leave but a person can, the younger one signs. */
    static KeyRing of(List<SigningKey> keys, Instant now) {
        var current = keys.stream()
                .filter(key -> !key.isRetired())
                .max(Comparator.<SigningKey, Date>comparing(key -> key.key().getIssueTime())
                        .thenComparing(key -> key.key().getKeyID()))
                .orElseGet(() -> SigningKey.generate(now));
        return new KeyRing(
                current, keys.stream().filter(key -> !key.equals(current)).toList());
    }

    KeyRing rotated(Instant now, Duration overlap) {
        var old = Stream.concat(
                Stream.of(current.retiring(now, overlap)), retired.stream().filter(key -> key.isPublished(now)));
        return new KeyRing(SigningKey.generate(now), old.toList());
    }

    List<JWK> published(Instant now) {
        return Stream.concat(Stream.of(current), retired.stream())
                .filter(key -> key.isPublished(now))
                .<JWK>map(key -> published(key.key()))
                .toList();
    }

    List<SigningKey> all() {
        return Stream.concat(Stream.of(current), retired.stream()).toList();
    }

    /** Without the times, which are nobody's business. */
    private static ECKey published(ECKey key) {
        return new ECKey.Builder(key.getCurve(), key.getX(), key.getY())
                .keyID(key.getKeyID())
                .build();
    }
}
