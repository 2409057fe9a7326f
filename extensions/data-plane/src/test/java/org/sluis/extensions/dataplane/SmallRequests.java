// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Small requests through the data plane, one after another on a few kept connections, with a decision and its record for each; both
 * in memory. Prints one line a round: requests a second, and microseconds of processor time for a request (of this process, so with the
 * client).
 */
final class SmallRequests {
    private static final int REQUESTS = Integer.getInteger("requests", 20_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int CONNECTIONS = 4;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private SmallRequests() {}

    public static void main(String[] arguments) throws Exception {
        try (var served = new ServedDataPlane(new Small())) {
            var access = served.access(new SourceAddress("Small", Map.of()));
            var request = ("GET " + access.address().getPath() + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                            + access.token() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (var round = -2; round < ROUNDS; round++) {
                var begun = System.nanoTime();
                var used = PROCESS.getProcessCpuTime();
                var threads = new Thread[CONNECTIONS];
                for (var i = 0; i < CONNECTIONS; i++) {
                    threads[i] = new Thread(() -> ask(served.port(), request));
                    threads[i].start();
                }
                for (var thread : threads) {
                    thread.join();
                }
                if (round >= 0) {
                    System.out.println(String.format(
                            Locale.ROOT,
                            "%.0f|%.1f",
                            REQUESTS / ((System.nanoTime() - begun) / 1e9),
                            (PROCESS.getProcessCpuTime() - used) / 1e3 / REQUESTS));
                }
            }
        }
        System.exit(0);
    }

    private static void ask(int port, byte[] request) {
        try (var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            var buffer = ByteBuffer.allocateDirect(1 << 14);
            for (var i = 0; i < REQUESTS / CONNECTIONS; i++) {
                channel.write(ByteBuffer.wrap(request));
                awaitAnswer(channel, buffer);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer ends with the body, which has a mark at its end. */
    private static void awaitAnswer(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        do {
            if (channel.read(buffer) < 0) {
                throw new IOException("the answer broke off");
            }
        } while (buffer.get(buffer.position() - 1) != '~');
        if (buffer.get(9) != '2') {
            throw new IOException("denied");
        }
    }

    /** The same few bytes for each. */
    private static final class Small implements Source {
        private static final byte[] BYTES =
                ("{\"status\":\"" + "x".repeat(200) + "\"}~").getBytes(StandardCharsets.US_ASCII);

        @Override
        public String type() {
            return "Small";
        }

        @Override
        public Optional<String> refuses(SourceAddress address) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Optional<Found>> find(Query query) {
            return CompletableFuture.completedFuture(
                    Optional.of(() -> CompletableFuture.completedFuture(Body.of(BYTES, "application/json", Map.of()))));
        }
    }
}
