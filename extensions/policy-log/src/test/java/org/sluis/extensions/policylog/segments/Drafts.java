// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.sluis.extensions.policylog.Draft;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.NoteSigner;

/** What the tests of the log put into it. */
final class Drafts {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
    static final long TIME = CLOCK.millis();
    static final StreamId SELF = stream("self");

    private static final NoteSigner SIGNER = NoteSigner.ed25519("log.example/plog/2026", new byte[32]);

    private Drafts() {}

    static StreamId stream(String name) {
        MessageDigest digest = Sha256.digest();
        return StreamId.of(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    }

    static Draft draft(int number, String... streams) {
        return draft(TIME, number, streams);
    }

    static Draft draft(long time, int number, String... streams) {
        var ids = Stream.of(streams).map(Drafts::stream).toList();
        return new Draft(time, ids.isEmpty() ? List.of(SELF) : ids, json(number));
    }

    static String json(int number) {
        return "{\"n\":" + number + ",\"type\":\"test\"}";
    }

    static CheckpointSigner signer() {
        return new CheckpointSigner("log.example/plog/2026", SIGNER, TreeHead.EMPTY);
    }
}
