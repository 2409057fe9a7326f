// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sluis.policies.log.Chunks;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.MalformedJsonException;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.SaltedPayload;

/**
 * The file payloads.jsonl: one line for each leaf, in their order.
 *
 * <p>Each line is JSON, but of one exact spelling, so that the payload can be cut out verbatim.
 */
final class PayloadLines {

    /** What stands before a payload. */
    private static final Pattern PRESENT =
            Pattern.compile("\\{\"index\":(0|[1-9][0-9]{0,17}),\"salt\":\"([^\"]{44})\",\"payload\":(?=\\{)");

    private static final Pattern ERASED =
            Pattern.compile("\\{\"index\":(0|[1-9][0-9]{0,17}),\"erasedBy\":(0|[1-9][0-9]{0,17})\\}");
    private static final int PIECE = 64 * 1024;
    private static final int LONGEST = SaltedPayload.MOST_BYTES + 200;

    private PayloadLines() {}

    static List<BundleEntry> parse(ByteBuffer bytes, List<LogEntry> leaves, Progress progress)
            throws UnreadableBundleException {
        var ends = ends(bytes, leaves.size());
        var done = new AtomicLong();
        var parts = Chunks.of(leaves.size(), (from, to) -> {
            var part = part(bytes, ends, leaves, from, to);
            synchronized (done) {
                progress.entries("reading", done.addAndGet(to - from), leaves.size());
            }
            return part;
        });
        var entries = new ArrayList<BundleEntry>(leaves.size());
        for (var part : parts) {
            if (part.fault().isPresent()) {
                throw part.fault().get();
            }
            entries.addAll(part.entries());
        }
        return entries;
    }

    /** What one chunk of the lines has, up to the first that cannot be read. */
    private record Part(List<BundleEntry> entries, Optional<UnreadableBundleException> fault) {}

    private static Part part(ByteBuffer bytes, int[] ends, List<LogEntry> leaves, int from, int to) {
        var entries = new ArrayList<BundleEntry>(to - from);
        try {
            for (int i = from; i < to; i++) {
                int start = i == 0 ? bytes.position() : ends[i - 1] + 1;
                entries.add(entry(text(bytes.slice(start, ends[i] - start), i + 1), leaves.get(i), i + 1));
            }
            return new Part(entries, Optional.empty());
        } catch (UnreadableBundleException e) {
            return new Part(entries, Optional.of(e));
        }
    }

    /** Where each line ends. */
    private static int[] ends(ByteBuffer bytes, int lines) throws UnreadableBundleException {
        var ends = new int[lines];
        var piece = new byte[PIECE];
        int line = 0;
        int start = bytes.position();
        for (int at = bytes.position(); at < bytes.limit(); at += PIECE) {
            int length = Math.min(PIECE, bytes.limit() - at);
            bytes.get(at, piece, 0, length);
            for (int i = 0; i < length; i++) {
                if (piece[i] != '\n') {
                    continue;
                }
                if (line == lines) {
                    throw unreadable(line + 1, "more lines than leaves");
                }
                if (at + i - start >= LONGEST) {
                    throw unreadable(line + 1, "longer than " + LONGEST + " bytes");
                }
                ends[line++] = at + i;
                start = at + i + 1;
            }
        }
        if (start != bytes.limit() || line < lines) {
            throw unreadable(line + 1, start == bytes.limit() ? "fewer lines than leaves" : "no newline");
        }
        return ends;
    }

    static byte[] bytes(Collection<BundleEntry> entries) {
        return entries.stream()
                .map(entry -> PayloadLines.line(entry) + '\n')
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(BundleEntry entry) {
        return entry.payload()
                .map(payload -> "{\"index\":" + entry.index() + ",\"salt\":\""
                        + payload.salt().base64() + "\",\"payload\":" + payload.json() + '}')
                .orElseGet(() -> "{\"index\":" + entry.index() + ",\"erasedBy\":"
                        + entry.erasedBy().orElseThrow() + '}');
    }

    private static BundleEntry entry(String line, LogEntry leaf, int number) throws UnreadableBundleException {
        var present = PRESENT.matcher(line);
        // the payload ends with the last but one brace, and its own two are two
        boolean isPresent = present.lookingAt() && line.endsWith("}}") && line.length() >= present.end() + 3;
        var match = isPresent ? present : ERASED.matcher(line);
        if (!isPresent && !match.matches()) {
            throw unreadable(number, "not of the form of the format page");
        }
        if (Long.parseLong(match.group(1)) != leaf.index()) {
            throw unreadable(number, "belongs to entry " + match.group(1) + ", not to " + leaf.index());
        }
        if (!isPresent) {
            return BundleEntry.erased(leaf, Long.parseLong(match.group(2)));
        }
        var salt = Hash.fromBase64(match.group(2)).orElseThrow(() -> unreadable(number, "the salt is not Base64"));
        var payload = line.substring(match.end(), line.length() - 1);
        if (payload.length() > SaltedPayload.MOST_BYTES / 3
                && payload.getBytes(StandardCharsets.UTF_8).length > SaltedPayload.MOST_BYTES) {
            throw unreadable(number, "the payload has more than " + SaltedPayload.MOST_BYTES + " bytes");
        }
        return BundleEntry.of(leaf, new SaltedPayload(salt, payload));
    }

    private static String text(ByteBuffer line, int number) throws UnreadableBundleException {
        try {
            return JsonReader.text(line);
        } catch (MalformedJsonException e) {
            throw unreadable(number, e.getMessage());
        }
    }

    private static UnreadableBundleException unreadable(int line, String message) {
        return new UnreadableBundleException(FileNames.PAYLOADS, "line " + line + ": " + message);
    }
}
