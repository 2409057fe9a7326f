// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            Pattern.compile("\\{\"index\":(0|[1-9][0-9]{0,17}),\"salt\":\"([A-Za-z0-9+/]{43}=)\",\"payload\":(?=\\{)");

    private static final Pattern ERASED =
            Pattern.compile("\\{\"index\":(0|[1-9][0-9]{0,17}),\"erasedBy\":(0|[1-9][0-9]{0,17})\\}");
    private static final int LONGEST = SaltedPayload.MOST_BYTES + 200;

    private PayloadLines() {}

    static List<BundleEntry> parse(ByteBuffer bytes, List<LogEntry> leaves, Progress progress)
            throws UnreadableBundleException {
        var rest = bytes.duplicate();
        var entries = new ArrayList<BundleEntry>();
        while (rest.hasRemaining()) {
            var line = line(rest, entries.size() + 1);
            if (entries.size() == leaves.size()) {
                throw unreadable(entries.size() + 1, "more lines than leaves");
            }
            entries.add(entry(line, leaves.get(entries.size()), entries.size() + 1));
            progress.entries("reading", entries.size(), leaves.size());
        }
        if (entries.size() != leaves.size()) {
            throw unreadable(entries.size() + 1, "fewer lines than leaves");
        }
        return entries;
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
        if (payload.getBytes(StandardCharsets.UTF_8).length > SaltedPayload.MOST_BYTES) {
            throw unreadable(number, "the payload has more than " + SaltedPayload.MOST_BYTES + " bytes");
        }
        return BundleEntry.of(leaf, new SaltedPayload(salt, payload));
    }

    private static String line(ByteBuffer rest, int number) throws UnreadableBundleException {
        int start = rest.position();
        int end = start;
        int limit = Math.min(rest.limit(), start + LONGEST);
        while (end < limit && rest.get(end) != '\n') {
            end++;
        }
        if (end == limit) {
            throw unreadable(number, "no newline, or longer than " + LONGEST + " bytes");
        }
        rest.position(end + 1);
        try {
            return JsonReader.text(rest.slice(start, end - start));
        } catch (MalformedJsonException e) {
            throw unreadable(number, e.getMessage());
        }
    }

    private static UnreadableBundleException unreadable(int line, String message) {
        return new UnreadableBundleException(FileNames.PAYLOADS, "line " + line + ": " + message);
    }
}
