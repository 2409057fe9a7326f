// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.exchange.PeerCalls.PeerException;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Goes on from a restored backup: says in the log which trees are lost, and shows that entry to whoever has seen them. */
final class Restoration {

    private static final int MOST_LOST = 1_000;

    private final Did self;
    private final PolicyLog log;
    private final LogKeys keys;
    private final OwnLog own;
    private final SeenCheckpoints seen;
    private final Clock clock;

    Restoration(Did self, PolicyLog log, LogKeys keys, OwnLog own, SeenCheckpoints seen, Clock clock) {
        this.self = self;
        this.log = log;
        this.keys = keys;
        this.own = own;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * Logs what is lost.
     *
     * @return index of the entry
     * @throws IllegalStateException if nothing is lost as far as is known, or somebody else appended meanwhile
     */
    long restore() throws LogUnavailableException {
        var lost = seen.list(Long.MAX_VALUE, MOST_LOST).stream()
                .map(SeenCheckpoint::head)
                .filter(head -> !own.continues(head))
                .sorted(Comparator.comparingLong(TreeHead::size))
                .toList();
        if (lost.isEmpty()) {
            throw new IllegalStateException("the log continues everything that others are known to have seen of it:"
                    + " there is nothing to restore");
        }
        long size = log.head().size();
        var now = clock.instant();
        var entry = JsonNodeFactory.instance.objectNode();
        // not part of the format: heads that were passed by before anybody noticed
        heads(
                entry.putArray("disowned"),
                lost.stream().filter(head -> head.size() <= size).toList());
        entry.put("id", UUID.randomUUID().toString());
        var restored = entry.putObject("restored");
        heads(
                restored.putArray("lost"),
                lost.stream().filter(head -> head.size() > size).toList());
        restored.put("size", size);
        entry.put("self", self.value())
                .put("ts", now.toString())
                .put("type", "log.restored")
                .put("v", 1);
        long index =
                log.append(new Draft(now.toEpochMilli(), List.of(keys.streams().self()), entry.toString()));
        if (index != size) {
            throw new IllegalStateException("entry " + index + " was to be the first after the restored " + size
                    + ": another one was appended meanwhile; stop the connector and run the command again");
        }
        own.giveUp(lost);
        return index;
    }

    private static void heads(ArrayNode array, List<TreeHead> heads) {
        heads.forEach(
                head -> array.addObject().put("root", head.root().base64()).put("size", head.size()));
    }

    /** What is shown to a peer that has seen {@code lost}, in the tree of a checkpoint. */
    RestoredNotice notice(SignedNote checkpoint, TreeHead lost) throws PeerException {
        var tree = Checkpoints.head(checkpoint);
        var indices = log.indices(keys.streams().self(), tree.size());
        for (int i = indices.size() - 1; i >= 0; i--) {
            long index = indices.get(i);
            var payload = log.entry(index).payload();
            if (payload.isPresent() && payload.get().json().contains("\"log.restored\"")) {
                var notice = new RestoredNotice(checkpoint, index, own.leaf(index, tree.size()), payload.get());
                if (notice.gives(lost, tree)) {
                    return notice;
                }
            }
        }
        throw new PeerException("no entry of the log says that the tree of " + lost.size() + " entries is lost", null);
    }
}
