// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;

/**
 * Logs what we saw of the logs of others, sparsely: an entry here makes our log grow, which makes others log that they saw it. So
 * an entry is written at most once an hour for each peer, and only if more than one entry is new in the streams that it shows us:
 * a single new one may be nothing but its answer to ours. Contradictions are always logged, each once.
 */
final class PeerEvents {

    /** At most one entry in this time for each peer. */
    static final Duration PAUSE = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(PeerEvents.class.getName());
    private static final int MOST = 10_000;

    private final PolicyEvents events;
    private final Clock clock;
    private final Map<Did, Logged> logged = new ConcurrentHashMap<>();

    private record Logged(Instant at, long entries) {}

    PeerEvents(PolicyEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /**
     * Something new was seen of a log and is kept.
     *
     * @param before what was kept before it, if anything
     */
    void seen(Did owner, StreamHeadsNote now, Optional<StreamHeadsNote> before) {
        if (logged.size() >= MOST) {
            logged.clear();
        }
        // after a start, what was kept before counts as logged
        var last = logged.computeIfAbsent(
                owner,
                did -> new Logged(Instant.EPOCH, before.map(PeerEvents::entries).orElse(-1L)));
        var time = clock.instant();
        boolean news = last.entries() < 0 || entries(now) > last.entries() + 1;
        if (news && !time.isBefore(last.at().plus(PAUSE))) {
            logged.put(owner, new Logged(time, entries(now)));
            append(owner, now.origin(), now.tree(), "info", Optional.empty());
        }
    }

    /** A log belied itself. */
    void contradicted(Contradiction found, TreeHead second) {
        LOG.log(
                Level.ERROR,
                "policy log: {0} contradicts itself in its log {1}: {2}; the evidence is kept",
                found.owner(),
                found.origin(),
                found.kind());
        append(found.owner(), found.origin(), second, "error", Optional.of(found.kind()));
    }

    private static long entries(StreamHeadsNote note) {
        return note.heads().values().stream().mapToLong(head -> head.entries()).sum();
    }

    private void append(Did owner, String origin, TreeHead head, String decision, Optional<Contradiction.Kind> kind) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put("decision", decision);
        members.putObject("checkpoint")
                .put("origin", origin)
                .put("size", head.size())
                .put("root", head.root().base64());
        kind.ifPresent(found -> members.putArray("reasons").addObject().put("code", found.name()));
        try {
            events.append(new PolicyEvent(
                    UUID.randomUUID(),
                    clock.instant(),
                    "peer.checkpoint",
                    Optional.of(owner.value()),
                    Optional.empty(),
                    members.toString()));
        } catch (RecordUnavailableException e) {
            // what was seen is kept beside the log, and that it was seen is no decision
            LOG.log(Level.WARNING, "policy log: that {0} was seen is not logged: {1}", origin, e.getMessage());
        }
    }
}
