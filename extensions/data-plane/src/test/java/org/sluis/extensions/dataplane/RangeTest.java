// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.extensions.dataplane.ServedDataPlane.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.dataplane.DataPlane.Access;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.DeliveredBody;

/** Parts of a body, from a source that knows ranges and from one that does not. */
@Timeout(120)
class RangeTest {
    private static final int LENGTH = 100_000;

    @TempDir
    private Path folder;

    private Upstream upstream;
    private Server files;
    private byte[] content;
    private ServedDataPlane served;

    @BeforeEach
    void serve() throws Exception {
        upstream = new Upstream();
        served = new ServedDataPlane(ServedDataPlane.httpSource(Duration.ofSeconds(20)), new MemorySource());
        content = new byte[LENGTH];
        for (var i = 0; i < LENGTH; i++) {
            content[i] = Upstream.at(i);
        }
        Files.write(folder.resolve("file.bin"), content);
        files = new Server();
        var connector = new ServerConnector(files);
        connector.setHost("127.0.0.1");
        files.addConnector(connector);
        var resources = new ResourceHandler();
        resources.setBaseResource(ResourceFactory.of(resources).newResource(folder));
        files.setHandler(resources);
        files.start();
    }

    @AfterEach
    void stop() {
        served.close();
        upstream.close();
        LifeCycle.stop(files);
    }

    private Access access(String source) throws Exception {
        var address = source.equals("ranges")
                ? "http://127.0.0.1:" + ((ServerConnector) files.getConnectors()[0]).getLocalPort() + "/file.bin"
                : upstream.address(String.valueOf(LENGTH));
        return served.access(http(address));
    }

    private HttpResponse<byte[]> ask(Access access, String... headers) throws Exception {
        return served.client().send(served.request(access, "").headers(headers).build(), BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "ranges, 0-0, 0, 0",
        "ranges, 99999-, 99999, 99999",
        "ranges, 70000-80000, 70000, 80000",
        "ranges, -17, 99983, 99999",
        "none, 0-0, 0, 0",
        "none, 99999-, 99999, 99999",
        "none, 70000-80000, 70000, 80000",
        "none, -17, 99983, 99999",
        "none, -200000, 0, 99999",
        "none, 5-999999999999999999, 5, 99999",
    })
    void givesThePartThatIsAskedFor(String source, String range, int first, int last) throws Exception {
        var response = ask(access(source), "Range", "bytes=" + range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue("Content-Range"))
                .contains("bytes " + first + "-" + last + "/" + LENGTH);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(content, first, last + 1));
        for (var i = 0; i < 500 && served.delivered.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(served.delivered).extracting(DeliveredBody::bytes).containsExactly((long) last - first + 1);
        assertThat(served.records()).extracting(DecisionRecord::allowed).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1-2,5-6", "bytes=9-3", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=1-2, 4-"})
    void givesTheWholeToWhoAsksForAnythingElse(String range) throws Exception {
        var response = ask(access("none"), "Range", range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"ranges, 100000-", "none, 100000-", "none, -0"})
    void countsNoUseForAPartThatIsNotThere(String source, String range) throws Exception {
        served.agreeOn("odrl:count", "odrl:lteq", "1");
        var access = access(source);

        assertThat(ask(access, "Range", "bytes=" + range).statusCode()).isEqualTo(416);

        assertThat(ask(access, "Range", "bytes=0-1").statusCode()).isEqualTo(206);
        assertThat(ask(access, "Range", "bytes=2-3").statusCode())
                .as("each part is a use")
                .isEqualTo(403);
    }

    @Test
    void aPartOfAnotherVersionIsTheWhole() throws Exception {
        var access = served.access(new SourceAddress("Memory", Map.of()));

        assertThat(ask(access, "Range", "bytes=10-19", "If-Range", "\"v1\"").body())
                .isEqualTo(Arrays.copyOfRange(content, 10, 20));
        assertThat(ask(access, "Range", "bytes=10-19", "If-Range", "\"v0\"").body())
                .isEqualTo(content);
    }

    /** Has one version of the content. */
    private final class MemorySource implements Source {
        @Override
        public String type() {
            return "Memory";
        }

        @Override
        public Optional<String> refuses(SourceAddress address) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Optional<Found>> find(Query query) {
            return CompletableFuture.completedFuture(Optional.of(
                    () -> CompletableFuture.completedFuture(Body.of(content, "text/plain", Map.of("ETag", "\"v1\"")))));
        }
    }

    @Test
    void aBodyIsWholeAfterItWasFetchedInParts() throws Exception {
        var access = access("none");
        var all = new ByteArrayOutputStream();
        for (var from = 0; from < LENGTH; from += 33_333) {
            all.write(ask(access, "Range", "bytes=" + from + "-" + (from + 33_332))
                    .body());
        }

        assertThat(all.toByteArray()).isEqualTo(content);
    }
}
