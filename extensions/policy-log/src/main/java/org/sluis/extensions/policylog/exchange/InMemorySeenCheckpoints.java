// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** What others have seen of a log that lasts as long as the process; for tests. */
public final class InMemorySeenCheckpoints implements SeenCheckpoints {

    private record Heads(TreeHead tree, SignedNote note) {}

    private final Map<TreeHead, SeenCheckpoint> seen = new HashMap<>();
    private final Map<TreeHead, Instant> times = new HashMap<>();
    private final Map<Did, Heads> heads = new HashMap<>();
    private final Set<TreeHead> givenUp = new HashSet<>();

    @Override
    public synchronized void save(SignedNote own, Instant at) {
        var head = Checkpoints.head(own);
        seen.putIfAbsent(head, new SeenCheckpoint(head, own, Map.of()));
        times.putIfAbsent(head, at);
    }

    @Override
    public synchronized void cosigned(TreeHead head, Did by, SignedNote cosignature) {
        var old = seen.get(head);
        var all = new HashMap<>(old.cosignatures());
        all.put(by, cosignature);
        seen.put(head, new SeenCheckpoint(head, old.own(), all));
    }

    @Override
    public synchronized Optional<SeenCheckpoint> find(TreeHead head) {
        return Optional.ofNullable(seen.get(head));
    }

    @Override
    public synchronized List<SeenCheckpoint> list(long largest, int limit) {
        return seen.values().stream()
                .filter(checkpoint -> checkpoint.head().size() <= largest)
                .filter(checkpoint -> !givenUp.contains(checkpoint.head()))
                .sorted(Comparator.comparingLong(
                                (SeenCheckpoint checkpoint) -> checkpoint.head().size())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<TreeHead> lastCosigned(Did by) {
        return list(Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .filter(checkpoint -> checkpoint.cosignatures().containsKey(by))
                .map(SeenCheckpoint::head)
                .findFirst();
    }

    @Override
    public synchronized void giveUp(Collection<TreeHead> lost) {
        givenUp.addAll(lost);
    }

    @Override
    public synchronized Set<TreeHead> givenUp() {
        return Set.copyOf(givenUp);
    }

    @Override
    public synchronized void saveHeads(Did peer, TreeHead head, SignedNote note) {
        heads.put(peer, new Heads(head, note));
    }

    @Override
    public synchronized Optional<SignedNote> heads(Did peer) {
        return Optional.ofNullable(heads.get(peer))
                .filter(kept -> !givenUp.contains(kept.tree()))
                .map(Heads::note);
    }

    @Override
    public synchronized void thin(Instant before) {
        var days = new HashSet<LocalDate>();
        var old = new ArrayList<>(seen.keySet());
        old.removeIf(head -> !times.get(head).isBefore(before) || givenUp.contains(head));
        old.sort(Comparator.comparingLong(TreeHead::size).reversed());
        old.stream()
                .filter(head -> !days.add(LocalDate.ofInstant(times.get(head), ZoneOffset.UTC)))
                .filter(head ->
                        heads.values().stream().noneMatch(kept -> kept.tree().equals(head)))
                .toList()
                .forEach(seen::remove);
    }
}
