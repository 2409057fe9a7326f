// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.ReceivedBodies;
import org.sluis.policies.usage.ReceivedBody;

/** A pushed body on its way into a file. */
final class ArrivedBody {

    private static final List<String> KEPT = List.of("Content-Type", "Sluis-Sequence", "Sluis-Agreement", "Sluis-Use");
    private static final int PIECE = 1 << 16;

    private ArrivedBody() {}

    /** There is more of it than is taken. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Where bodies are kept until somebody has them.
     *
     * @param largest in bytes
     */
    record Place(Path folder, long largest, ReceivedBodies received, Clock clock) {

        /**
         * Takes all of a body, and returns when it is on record.
         *
         * @throws IOException if it did not come whole; nothing of it is kept then
         */
        Arrival.Taken take(Arrival arrival, Request request) throws IOException, RecordUnavailableException {
            Files.createDirectories(folder);
            var file = Files.createTempFile(folder, "push-", ".part");
            var kept = false;
            try (var in = Content.Source.asInputStream(request)) {
                var digest = sha256();
                var bytes = copy(in, file, digest);
                var use = Optional.ofNullable(request.getHeaders().get("Sluis-Use"))
                        .flatMap(Place::uuid);
                if (use.isPresent()) {
                    received.received(new ReceivedBody(
                            arrival.agreement(),
                            use.get(),
                            arrival.transfer().orElseThrow(),
                            bytes,
                            HexFormat.of().formatHex(digest.digest()),
                            clock.instant()));
                }
                var headers = new TreeMap<String, String>();
                KEPT.forEach(name -> Optional.ofNullable(request.getHeaders().get(name))
                        .ifPresent(value -> headers.put(name, value)));
                kept = true;
                return new Arrival.Taken(file, bytes, headers, use.map(UUID::toString));
            } finally {
                if (!kept) {
                    drop(file);
                }
            }
        }

        private long copy(InputStream in, Path file, MessageDigest digest) throws IOException {
            var count = 0L;
            try (var out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
                var piece = new byte[PIECE];
                for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
                    count += read;
                    if (count > largest) {
                        throw new TooLargeException();
                    }
                    out.write(piece, 0, read);
                }
            }
            return count;
        }

        /** Nobody waits for what an earlier process was taking. */
        void clear() {
            if (!Files.isDirectory(folder)) {
                return;
            }
            try (var files = Files.newDirectoryStream(folder, "push-*.part")) {
                files.forEach(this::drop);
            } catch (IOException e) {
                throw new IllegalStateException(folder + " cannot be read: " + e.getMessage(), e);
            }
        }

        void drop(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                System.getLogger(ArrivedBody.class.getName())
                        .log(System.Logger.Level.WARNING, "{0} cannot be deleted: {1}", file, e.getMessage());
            }
        }

        private static Optional<UUID> uuid(String text) {
            try {
                return Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
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
}
