// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.odrl.AgreedPolicy;

/** The compiled policies of the agreements used last; a hundred thousand of them take 40 megabytes, or 130 if each has terms of its own. */
public final class AgreedPolicies {

    private static final int MOST = 100_000;

    private final Map<String, Known> known = new Newest<>(MOST);
    private final SharedRules rules = new SharedRules();

    /** An agreement never changes: what was compiled from these bytes for this agreement holds for good. */
    private record Known(String id, String provider, String consumer, String dataset, CompiledPolicy policy) {

        boolean isOf(Agreement agreement) {
            return id.equals(agreement.id())
                    && provider.equals(agreement.provider())
                    && consumer.equals(agreement.consumer())
                    && dataset.equals(agreement.dataset());
        }
    }

    /** Empty unless the frozen bytes are the canonical form of this very agreement, with this hash. */
    public Optional<CompiledPolicy> of(Agreement agreement) {
        // The bytes are not kept, so each time it is their hash that says which they are.
        if (!sha256(agreement.canonical()).equals(agreement.sha256())) {
            return Optional.empty();
        }
        return known(agreement)
                .or(() -> read(agreement))
                .filter(found -> found.isOf(agreement))
                .map(Known::policy);
    }

    private Optional<Known> known(Agreement agreement) {
        synchronized (known) {
            return Optional.ofNullable(known.get(agreement.sha256()));
        }
    }

    private Optional<Known> read(Agreement agreement) {
        var read = AgreedPolicy.read(agreement.canonical()).map(this::compile);
        read.ifPresent(fresh -> {
            synchronized (known) {
                known.put(agreement.sha256(), fresh);
            }
        });
        return read;
    }

    private Known compile(AgreedPolicy agreed) {
        return new Known(
                agreed.agreementId(),
                agreed.provider().intern(),
                agreed.consumer().intern(),
                agreed.dataset().intern(),
                rules.compile(agreed.policy()));
    }

    private static String sha256(String canonical) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
