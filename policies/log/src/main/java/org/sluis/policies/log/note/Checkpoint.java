// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.TreeHead;

/**
 * The head of a log's tree as C2SP tlog-checkpoint writes it.
 *
 * @param origin which log
 * @param extensions opaque lines; ours have none
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (!line(origin) || !extensions.stream().allMatch(Checkpoint::line)) {
            throw new IllegalArgumentException("a line of a checkpoint is not empty and has no line break");
        }
    }

    public static Checkpoint of(String origin, TreeHead head) {
        return new Checkpoint(origin, head, List.of());
    }

    /** Reads the text of a note; empty when it is not a checkpoint. */
    public static Optional<Checkpoint> parse(String text) {
        var lines = List.of(text.split("\n", -1));
        if (lines.size() < 4 || !lines.get(lines.size() - 1).isEmpty() || !size(lines.get(1))) {
            return Optional.empty();
        }
        var content = lines.subList(0, lines.size() - 1);
        if (!content.stream().allMatch(Checkpoint::line)) {
            return Optional.empty();
        }
        return Hash.fromBase64(content.get(2))
                .map(root -> new Checkpoint(
                        content.get(0),
                        new TreeHead(Long.parseLong(content.get(1)), root),
                        content.subList(3, content.size())));
    }

    /** The lines, each with its newline. */
    public String text() {
        var text = new StringBuilder(origin)
                .append('\n')
                .append(head.size())
                .append('\n')
                .append(head.root().base64())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static boolean size(String line) {
        return SIZE.matcher(line).matches()
                && (line.length() < 19 || line.compareTo(Long.toString(Long.MAX_VALUE)) <= 0);
    }

    private static boolean line(String line) {
        return !line.isEmpty() && line.chars().noneMatch(c -> c < ' ');
    }
}
