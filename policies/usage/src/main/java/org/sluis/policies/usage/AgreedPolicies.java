// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.odrl.AgreedPolicy;

/** The compiled policies of the agreements used last. */
final class AgreedPolicies {

    private static final int MOST = 1_000;

    private final Map<Key, Optional<CompiledPolicy>> compiled = new LinkedHashMap<>(16, 0.75f, true);

    /** An agreement never changes: what was compiled from these bytes for this agreement holds for good. */
    private record Key(String id, String provider, String consumer, String dataset, String sha256, String canonical) {}

    /** Empty unless the frozen bytes are the canonical form of this very agreement, with this hash. */
    Optional<CompiledPolicy> of(Agreement agreement) {
        var key = new Key(
                agreement.id(),
                agreement.provider(),
                agreement.consumer(),
                agreement.dataset(),
                agreement.sha256(),
                agreement.canonical());
        synchronized (compiled) {
            var known = compiled.get(key);
            if (known != null) {
                return known;
            }
        }
        var fresh = AgreedPolicy.read(agreement.canonical())
                .filter(read -> isOf(read, agreement))
                .map(read -> CompiledPolicy.of(read.policy()));
        synchronized (compiled) {
            compiled.put(key, fresh);
            if (compiled.size() > MOST) {
                var eldest = compiled.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
        return fresh;
    }

    private static boolean isOf(AgreedPolicy read, Agreement agreement) {
        return read.canonical().sha256().equals(agreement.sha256())
                && read.agreementId().equals(agreement.id())
                && read.provider().equals(agreement.provider())
                && read.consumer().equals(agreement.consumer())
                && read.dataset().equals(agreement.dataset());
    }
}
