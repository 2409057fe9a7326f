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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Throughput of the data plane against plain Jetty, in turn in one process. Every body goes over a loopback socket to the same client.
 * Prints one line for each way: name, MiB/s (minimum, median, maximum), processor seconds for a body (median; of this process, so with
 * the client and the source), and the ratio of medians to plain Jetty.
 */
final class Throughput {
    private static final long LENGTH = Long.getLong("length", 1L << 30);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ByteBuffer BLOCK = ByteBuffer.allocateDirect(1 << 16);

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        try (var upstream = new Upstream();
                var served = new ServedDataPlane(new Blocks(), ServedDataPlane.httpSource(Duration.ofSeconds(10)))) {
            var plain = plainJetty();
            var memory = served.access(new SourceAddress("Blocks", Map.of()));
            var proxied = served.access(ServedDataPlane.http(upstream.address(String.valueOf(LENGTH))));
            var ways = List.of(
                    new Way("plain Jetty", plain, "/", ""),
                    new Way(
                            "data plane, source in memory",
                            served.port(),
                            memory.address().getPath(),
                            memory.token()),
                    new Way(
                            "data plane, HTTP source",
                            served.port(),
                            proxied.address().getPath(),
                            proxied.token()));
            var rates = new double[ways.size()][ROUNDS];
            var seconds = new double[ways.size()][ROUNDS];
            for (var round = -2; round < ROUNDS; round++) {
                for (var i = 0; i < ways.size(); i++) {
                    var used = PROCESS.getProcessCpuTime();
                    var rate = rate(ways.get(i));
                    if (round >= 0) {
                        rates[i][round] = rate;
                        seconds[i][round] = (PROCESS.getProcessCpuTime() - used) / 1e9;
                    }
                }
            }
            for (var i = 0; i < rates.length; i++) {
                Arrays.sort(rates[i]);
                Arrays.sort(seconds[i]);
                System.out.println(String.format(
                        Locale.ROOT,
                        "%s|%.0f|%.0f|%.0f|%.2f|%.2f",
                        ways.get(i).name(),
                        rates[i][0],
                        rates[i][ROUNDS / 2],
                        rates[i][ROUNDS - 1],
                        seconds[i][ROUNDS / 2],
                        rates[i][ROUNDS / 2] / rates[0][ROUNDS / 2]));
            }
        }
        System.exit(0);
    }

    /** One way that a body takes. */
    private record Way(String name, int port, String path, String token) {}

    private static double rate(Way way) throws IOException {
        var start = System.nanoTime();
        try (var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), way.port()))) {
            var request = "GET " + way.path() + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                    + way.token() + "\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            var buffer = ByteBuffer.allocateDirect(1 << 18);
            var total = 0L;
            for (var n = channel.read(buffer); n >= 0; n = channel.read(buffer)) {
                total += n;
                buffer.clear();
            }
            if (total < LENGTH) {
                throw new IOException("only " + total + " bytes came");
            }
        }
        return LENGTH / 1048576.0 / ((System.nanoTime() - start) / 1e9);
    }

    private static int plainJetty() throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put("Content-Length", LENGTH);
                new IteratingCallback() {
                    private long left = LENGTH;

                    @Override
                    protected Action process() {
                        if (left == 0) {
                            return Action.SUCCEEDED;
                        }
                        left -= BLOCK.capacity();
                        response.write(left == 0, BLOCK.duplicate(), this);
                        return Action.SCHEDULED;
                    }

                    @Override
                    protected void onCompleteSuccess() {
                        callback.succeeded();
                    }

                    @Override
                    protected void onCompleteFailure(Throwable cause) {
                        callback.failed(cause);
                    }
                }.iterate();
                return true;
            }
        });
        server.start();
        return connector.getLocalPort();
    }

    /** The same block again and again. */
    private static final class Blocks implements Source {
        @Override
        public String type() {
            return "Blocks";
        }

        @Override
        public Optional<String> refuses(SourceAddress address) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Optional<Found>> find(Query query) {
            return CompletableFuture.completedFuture(Optional.of(() -> CompletableFuture.completedFuture(
                    new Body(Blocks::subscribe, OptionalLong.of(LENGTH), "application/octet-stream", Map.of()))));
        }

        private static void subscribe(Flow.Subscriber<? super List<ByteBuffer>> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private long left = LENGTH;

                @Override
                public void request(long count) {
                    left -= BLOCK.capacity();
                    subscriber.onNext(List.of(BLOCK.duplicate()));
                    if (left == 0) {
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {}
            });
        }
    }
}
