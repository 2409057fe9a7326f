// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.StrictBase64;
import org.sluis.policies.log.merkle.InclusionProof;

/**
 * One entry's proof as a text of its own (C2SP tlog-proof).
 *
 * @param extra opaque and not authenticated, in Base64; ours have none
 * @param index of the entry
 * @param proof in the checkpoint's tree
 */
public record TlogProof(Optional<String> extra, long index, InclusionProof proof, SignedNote checkpoint) {

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");
    private static final int MOST_HASHES = 63;

    /** Reads a proof; empty when it is not well-formed or beyond the bounds. */
    public static Optional<TlogProof> parse(byte[] bytes) {
        if (bytes.length > SignedNote.MOST_BYTES) {
            return Optional.empty();
        }
        // byte by byte: what stands before the note is ASCII, or it is refused line by line
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            return Optional.empty();
        }
        var head = text.substring(0, blank);
        var note = Arrays.copyOfRange(bytes, blank + 2, bytes.length);
        return SignedNote.parse(note).flatMap(checkpoint -> parse(List.of(head.split("\n", -1)), checkpoint));
    }

    /** Whether the entry with that leaf hash is in a tree that the log signed. */
    public boolean proves(Hash leaf, String origin, Collection<VerifierKey> logKeys) {
        return !checkpoint.verify(logKeys).signatures().isEmpty()
                && Checkpoint.parse(checkpoint.text())
                        .filter(signed -> signed.origin().equals(origin))
                        .filter(signed -> proof.proves(leaf, index, signed.head()))
                        .isPresent();
    }

    public byte[] bytes() {
        var head = new StringBuilder(FIRST_LINE).append('\n');
        extra.ifPresent(base64 -> head.append(EXTRA).append(base64).append('\n'));
        head.append("index ").append(index).append('\n');
        proof.path().forEach(hash -> head.append(hash.base64()).append('\n'));
        head.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<TlogProof> parse(List<String> lines, SignedNote checkpoint) {
        boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
        var extra = hasExtra ? Optional.of(lines.get(1).substring(EXTRA.length())) : Optional.<String>empty();
        int at = hasExtra ? 2 : 1;
        if (!lines.get(0).equals(FIRST_LINE) || lines.size() <= at || lines.size() - at - 1 > MOST_HASHES) {
            return Optional.empty();
        }
        var index = INDEX.matcher(lines.get(at));
        if (!index.matches() || extra.flatMap(StrictBase64::decode).isPresent() != extra.isPresent()) {
            return Optional.empty();
        }
        return hashes(lines.subList(at + 1, lines.size()))
                .map(path ->
                        new TlogProof(extra, Long.parseLong(index.group(1)), new InclusionProof(path), checkpoint));
    }

    private static Optional<List<Hash>> hashes(List<String> lines) {
        var hashes = new ArrayList<Hash>();
        for (var line : lines) {
            var hash = Hash.fromBase64(line);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            hashes.add(hash.get());
        }
        return Optional.of(hashes);
    }
}
