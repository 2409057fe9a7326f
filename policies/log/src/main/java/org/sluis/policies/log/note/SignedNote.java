// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A note of C2SP signed-note: a text and the signature lines under it, none of them verified yet.
 *
 * @param text ends in a newline
 * @param signatures at least one
 */
public record SignedNote(String text, List<SignatureLine> signatures) {

    public static final int MOST_BYTES = 64 * 1024;
    public static final int MOST_SIGNATURES = 64;

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** A note that nobody else has signed so far. */
    public static SignedNote of(String text, SignatureLine signature) {
        return new SignedNote(text, List.of(signature));
    }

    /** Reads a note; empty when it is not well-formed or beyond the bounds. */
    public static Optional<SignedNote> parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        return utf8(bytes).filter(SignedNote::withoutControls).flatMap(SignedNote::split);
    }

    /** Verifies every signature line by a known key; lines by others are ignored. */
    public NoteVerdict verify(Collection<VerifierKey> known) {
        var verified = new ArrayList<VerifiedSignature>();
        for (var line : signatures) {
            for (var key : known) {
                if (!line.claims(key)) {
                    continue;
                }
                var signature = VerifiedSignature.verify(text, line.signature(), key);
                if (signature.isEmpty()) {
                    return new NoteVerdict.Refused("the signature of " + key.name() + " does not verify");
                }
                verified.add(signature.get());
            }
        }
        return verified.isEmpty()
                ? new NoteVerdict.Refused("no signature by a known key")
                : new NoteVerdict.Signed(verified);
    }

    /** The same note with one more signature. */
    public SignedNote with(SignatureLine signature) {
        var all = new ArrayList<>(signatures);
        all.add(signature);
        return new SignedNote(text, all);
    }

    public byte[] bytes() {
        var lines = signatures.stream().map(line -> line.line() + '\n').collect(Collectors.joining());
        return (text + '\n' + lines).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<SignedNote> split(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            return Optional.empty();
        }
        var text = note.substring(0, blank + 1);
        var lines = note.substring(blank + 2).split("\n", MOST_SIGNATURES + 2);
        // the last part is what stands behind the last newline: nothing
        if (lines.length > MOST_SIGNATURES + 1 || lines.length < 2) {
            return Optional.empty();
        }
        var signatures = new ArrayList<SignatureLine>();
        for (int i = 0; i < lines.length - 1; i++) {
            var signature = SignatureLine.parse(lines[i]);
            if (signature.isEmpty()) {
                return Optional.empty();
            }
            signatures.add(signature.get());
        }
        return Optional.of(new SignedNote(text, signatures));
    }

    private static boolean withoutControls(String note) {
        return note.chars().allMatch(c -> c >= ' ' || c == '\n');
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
