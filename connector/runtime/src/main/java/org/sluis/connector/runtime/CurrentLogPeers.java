// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.exchange.LogPeers;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/** Whose logs concern us: by our agreements, the authorities that we joined, and the members of our own. */
final class CurrentLogPeers implements LogPeers {

    /** How old the answer may be; one who is not in it is looked for anew. */
    private static final long AGE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Did self;
    private final Agreements agreements;
    private final Supplier<Set<Did>> authorities;
    private final Predicate<Did> members;
    private Map<Did, List<String>> parties = Map.of();
    private Optional<Long> readAt = Optional.empty();

    /**
     * Puts it together.
     *
     * @param authorities that we joined
     * @param members whether somebody is a member of an authority that we run
     */
    CurrentLogPeers(Did self, Agreements agreements, Supplier<Set<Did>> authorities, Predicate<Did> members) {
        this.self = self;
        this.agreements = agreements;
        this.authorities = authorities;
        this.members = members;
    }

    @Override
    public synchronized Map<Did, List<String>> parties() {
        if (readAt.filter(at -> System.nanoTime() - at < AGE_NANOS).isEmpty()) {
            read();
        }
        return parties;
    }

    @Override
    public synchronized Optional<List<String>> agreements(Did party, Optional<String> agreement) {
        var known = Optional.ofNullable(parties().get(party));
        if (agreement.isEmpty()
                || known.filter(all -> all.contains(agreement.get())).isPresent()) {
            return known;
        }
        read();
        return Optional.ofNullable(parties.get(party));
    }

    @Override
    public Set<Did> witnesses() {
        var others = new HashSet<>(authorities.get());
        others.remove(self);
        return others;
    }

    @Override
    public boolean cosigns(Did owner) {
        return parties().containsKey(owner) || isNewParty(owner) || members.test(owner);
    }

    private synchronized boolean isNewParty(Did owner) {
        read();
        return parties.containsKey(owner);
    }

    private void read() {
        var now = new HashMap<Did, List<String>>();
        for (var agreement : agreements.list()) {
            var other = agreement.side() == Agreement.Side.PROVIDER ? agreement.consumer() : agreement.provider();
            if (Did.isOne(other) && !other.equals(self.value())) {
                now.computeIfAbsent(new Did(other), did -> new ArrayList<>()).add(agreement.id());
            }
        }
        parties = Map.copyOf(now);
        readAt = Optional.of(System.nanoTime());
    }
}
