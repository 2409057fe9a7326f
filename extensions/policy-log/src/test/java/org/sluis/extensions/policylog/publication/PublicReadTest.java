// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.InMemoryPolicyLog;
import org.sluis.extensions.policylog.InMemorySecrets;
import org.sluis.extensions.web.WebHandler;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.merkle.EntryBundle;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.TileAddress;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignedNote;

@Timeout(60)
class PublicReadTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int ENTRIES = 600;

    private final InMemoryPolicyLog log = new InMemoryPolicyLog();
    private final LogKeys keys = LogKeys.open(new InMemorySecrets(), "firm.example", Clock.systemUTC());
    private final Checkpoints checkpoints = new Checkpoints(log, keys, Optional::empty);
    private final Server server = new Server();
    private String base;

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < ENTRIES; i++) {
            log.append(new Draft(i, List.of(keys.streams().self()), "{\"type\":\"admin.action\"}"));
        }
        checkpoints.now();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Sequence(
                new WebHandler("/plog/checkpoint", new CheckpointResource(checkpoints::newest)),
                new WebHandler("/plog/tile", new TileResource(log))));
        server.start();
        base = "http://localhost:" + connector.getLocalPort() + "/plog/";
    }

    @AfterEach
    void stop() throws Exception {
        checkpoints.close();
        server.stop();
    }

    private HttpResponse<byte[]> get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Checkpoint checkpoint() {
        var note = SignedNote.parse(get("checkpoint").body()).orElseThrow();
        assertThat(note.verify(keys.logKeys()).signatures()).hasSize(1);
        return Checkpoint.parse(note.text()).orElseThrow();
    }

    @Test
    void anybodyCanRebuildTheSignedTreeFromHashTiles() {
        var head = checkpoint().head();

        var rebuilt = new TreeProofs(new TiledNodes(tile -> get(tile.path()).body(), head.size())).head(head.size());

        assertThat(rebuilt).isEqualTo(head);
    }

    @Test
    void anybodyCanRebuildTheSignedTreeFromLeafRecords() {
        var tree = new Frontier();
        for (var tile :
                List.of(new TileAddress(0, 0, 256), new TileAddress(0, 1, 256), new TileAddress(0, 2, ENTRIES - 512))) {
            for (var leaf : EntryBundle.decode(get(tile.entriesPath()).body(), tile.width())
                    .orElseThrow()) {
                assertThat(LeafRecord.parse(leaf)).isPresent();
                tree.append(leaf);
            }
        }

        assertThat(tree.head()).isEqualTo(checkpoint().head());
    }

    @Test
    void fullTilesMayBeKeptForEver() {
        assertThat(get("tile/0/001").headers().firstValue("Cache-Control").orElseThrow())
                .contains("immutable");
        assertThat(get("tile/0/002.p/88").headers().firstValue("Cache-Control").orElseThrow())
                .doesNotContain("immutable");
        assertThat(get("checkpoint").headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(get("tile/0/001").headers().firstValue("Content-Type")).contains("application/octet-stream");
    }

    @Test
    void aNarrowerPartialTileIsStillThere() {
        assertThat(get("tile/0/002.p/7").body()).hasSize(7 * 32);
        assertThat(EntryBundle.decode(get("tile/entries/000.p/3").body(), 3)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/002",
                "tile/0/002.p/89",
                "tile/0/003",
                "tile/0/003.p/1",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/x000/000",
                "tile/0/0",
                "tile/00/000",
                "tile/1/000",
                "tile/1/000.p/3",
                "tile/2/000.p/1",
                "tile/63/000.p/1",
                "tile/64/000.p/1",
                "tile/0/-01",
                "tile/0/x999/x999/x999/x999/x999/999",
                "tile/entries/002",
                "tile/entries/0/000",
                "tile/entries/",
                "tile/entries",
                "tile",
                "tile/",
                "checkpoint/",
                "checkpoint/1"
            })
    void nothingIsAtOtherPaths(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void nothingUnsignedIsPublished() throws Exception {
        log.append(new Draft(ENTRIES, List.of(keys.streams().self()), "{\"type\":\"admin.action\"}"));

        assertThat(get("tile/0/002.p/89").statusCode()).isEqualTo(404);

        checkpoints.now();

        assertThat(get("tile/0/002.p/89").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyCanWrite() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + "checkpoint"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(HTTP.send(request.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }
}
