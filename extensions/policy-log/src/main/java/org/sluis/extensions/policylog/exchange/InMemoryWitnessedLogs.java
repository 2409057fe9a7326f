// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Other logs as one process has seen them; for tests. */
public final class InMemoryWitnessedLogs implements WitnessedLogs {

    private record Name(Did owner, String origin) {}

    private final Map<Name, WitnessedLog> logs = new LinkedHashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();

    @Override
    public synchronized Optional<WitnessedLog> find(Did owner, String origin) {
        return Optional.ofNullable(logs.get(new Name(owner, origin)));
    }

    @Override
    public synchronized List<WitnessedLog> of(Did owner) {
        return logs.values().stream().filter(log -> log.owner().equals(owner)).toList();
    }

    @Override
    public synchronized boolean advance(TreeHead expected, WitnessedLog next) {
        var heads = find(next.owner(), next.origin()).flatMap(WitnessedLog::heads);
        return put(expected, next, heads);
    }

    @Override
    public synchronized boolean restart(TreeHead expected, WitnessedLog next) {
        return put(expected, next, Optional.empty());
    }

    private boolean put(TreeHead expected, WitnessedLog next, Optional<SignedNote> heads) {
        var name = new Name(next.owner(), next.origin());
        var known = Optional.ofNullable(logs.get(name)).map(WitnessedLog::head).orElse(TreeHead.EMPTY);
        if (known.equals(expected)) {
            logs.put(name, new WitnessedLog(next.owner(), next.origin(), next.head(), next.checkpoint(), heads));
        }
        return known.equals(expected);
    }

    @Override
    public synchronized boolean saveHeads(Did owner, String origin, TreeHead head, SignedNote heads) {
        var known = find(owner, origin).filter(log -> log.head().equals(head));
        known.ifPresent(log -> logs.put(
                new Name(owner, origin), new WitnessedLog(owner, origin, head, log.checkpoint(), Optional.of(heads))));
        return known.isPresent();
    }

    @Override
    public synchronized boolean keep(Contradiction next) {
        boolean known = contradictions.stream()
                .anyMatch(old -> old.owner().equals(next.owner())
                        && old.origin().equals(next.origin())
                        && old.kind() == next.kind()
                        && Arrays.equals(old.second().bytes(), next.second().bytes()));
        if (!known) {
            contradictions.add(next);
        }
        return !known;
    }

    @Override
    public synchronized List<Contradiction> contradictions(Did owner) {
        return contradictions.stream()
                .filter(found -> found.owner().equals(owner))
                .toList();
    }
}
