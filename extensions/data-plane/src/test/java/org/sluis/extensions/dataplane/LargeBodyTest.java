// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.dataplane.DataPlane.Access;

/** Bodies far larger than the heap of the process that passes them on. */
@Timeout(300)
class LargeBodyTest {
    private static final long MIB = 1 << 20;
    private static final long HEAP = 64 * MIB;

    private Upstream upstream;
    private Process process;
    private BufferedReader lines;

    @BeforeEach
    void serve() throws Exception {
        upstream = new Upstream();
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private Access start(String body) throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP / MIB + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        upstream.address(body)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = process.inputReader(StandardCharsets.US_ASCII);
        var line = lines.readLine().split(" ", -1);
        return new Access(URI.create(line[0]), line[1], Instant.MAX);
    }

    private long heapInUse() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        var line = lines.readLine().split(" ", -1);
        assertThat(Long.parseLong(line[1])).isLessThanOrEqualTo(HEAP);
        return Long.parseLong(line[0]);
    }

    private static InputStream body(Access access) throws Exception {
        var request = HttpRequest.newBuilder(access.address())
                .header("Authorization", access.token())
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static void assertBytes(byte[] buffer, int count, long position) {
        for (var i = 0; i < count; i += 4099) {
            assertThat(buffer[i]).isEqualTo(Upstream.at(position + i));
        }
    }

    @Test
    void deliversABodySixteenTimesItsHeapInConstantMemory() throws Exception {
        var length = 16 * HEAP;
        var access = start(String.valueOf(length));
        var atRest = heapInUse();

        var total = 0L;
        var inTheMiddle = 0L;
        try (var body = body(access)) {
            var buffer = new byte[1 << 16];
            for (var n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                assertBytes(buffer, n, total);
                total += n;
                if (inTheMiddle == 0 && total > length / 2) {
                    inTheMiddle = heapInUse();
                }
            }
        }

        assertThat(total).isEqualTo(length);
        assertThat(inTheMiddle).isLessThan(atRest + 8 * MIB);
    }

    @Test
    void letsASlowReaderHoldUpTheSourceInsteadOfFillingTheHeap() throws Exception {
        var access = start("endless");
        var atRest = heapInUse();

        try (var client = new RawClient(access.address().getPort(), 4096)) {
            client.get(access);
            client.head();
            var taken = upstream.sent();
            TimeUnit.SECONDS.sleep(1);
            for (var i = 0; i < 60 && upstream.sent() > taken; i++) {
                taken = upstream.sent();
                TimeUnit.SECONDS.sleep(1);
            }

            assertThat(upstream.sent()).as("the source is held up").isEqualTo(taken);
            assertThat(taken).isLessThan(32 * MIB);
            assertThat(heapInUse()).isLessThan(atRest + 8 * MIB);
        }
    }
}
