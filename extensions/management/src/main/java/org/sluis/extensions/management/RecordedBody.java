// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Passes a body on as it comes, but for its last piece: that one goes out once it is on record that all of it came.
 *
 * <p>INVARIANT: whoever asked us gets no whole body that is not on record. A body that breaks off is not recorded.
 */
final class RecordedBody implements StreamingOutput {

    private static final int PIECE = 1 << 16;

    private final InputStream body;
    private final Completion completion;

    /** Returns once it is on record that so many bytes with that hash came. */
    @FunctionalInterface
    interface Completion {
        void received(long bytes, String sha256) throws RecordUnavailableException;
    }

    RecordedBody(InputStream body, Completion completion) {
        this.body = body;
        this.completion = completion;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (var in = body) {
            var digest = sha256();
            var held = new byte[PIECE];
            var next = new byte[PIECE];
            var count = 0L;
            var holding = 0;
            for (var read = in.read(next); read >= 0; read = in.read(next)) {
                digest.update(next, 0, read);
                count += read;
                out.write(held, 0, holding);
                var free = held;
                held = next;
                next = free;
                holding = read;
            }
            record(count, HexFormat.of().formatHex(digest.digest()));
            out.write(held, 0, holding);
        }
    }

    private void record(long count, String sha256) {
        try {
            completion.received(count, sha256);
        } catch (RecordUnavailableException e) {
            throw new Refusal(
                    503, "Not recorded", "the data came, but it cannot be put on record now; try again later");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
