// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {

    @Test
    void pathsAreThoseOfTheSpecification() {
        assertThat(new TileAddress(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new TileAddress(1, 0, 17).path()).isEqualTo("tile/1/000.p/17");
        assertThat(new TileAddress(0, 273, 112).entriesPath()).isEqualTo("tile/entries/273.p/112");
    }

    @Test
    void pathsAreTheSameInEveryLanguage() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new TileAddress(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void parsingIsTheReverseOfPrinting() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            var address = new TileAddress(
                    random.nextInt(64), random.nextLong(1L << random.nextInt(1, 50)), 1 + random.nextInt(256));

            assertThat(TileAddress.parse(address.path())).contains(address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/0",
                "tile/00/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/0/x000/000",
                "tile/0/001/000",
                "tile/0/x001",
                "tile/0/1234",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000/",
                "/tile/0/000",
                "tile/0/../000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/٠٠٠",
            })
    void otherSpellingsAreNoTile(String path) {
        assertThat(TileAddress.parse(path)).isEmpty();
    }

    @Test
    void seventyThousandLeavesHaveTheTilesOfTheSpecificationsExample() {
        var tiles = Tiles.added(0, 70_000);

        assertThat(tiles.stream().filter(tile -> tile.level() == 0 && !tile.partial()))
                .hasSize(273);
        assertThat(tiles.stream().filter(TileAddress::partial))
                .containsExactly(new TileAddress(0, 273, 112), new TileAddress(1, 1, 17), new TileAddress(2, 0, 1));
        assertThat(tiles).hasSize(273 + 1 + 1 + 1 + 1);
    }

    @Test
    void twoHundredFiftySixLeavesHaveAFullTileAndAPartialOneOfOneHash() {
        assertThat(Tiles.added(0, 256)).containsExactly(new TileAddress(0, 0, 256), new TileAddress(1, 0, 1));
        assertThat(Tiles.added(256, 256)).isEmpty();
        assertThat(Tiles.added(256, 257)).containsExactly(new TileAddress(0, 1, 1));
    }

    @Test
    void proofsFromTilesAreThoseFromTheWholeTree() {
        var random = new Random(11);
        var nodes = Trees.nodes(70_000);
        var fromNodes = new TreeProofs(nodes);
        for (int round = 0; round < 60; round++) {
            long size = random.nextLong(1, 70_001);
            long index = random.nextLong(size);
            long first = 1 + random.nextLong(size);

            var fromTiles = new TreeProofs(new TiledNodes(address -> Tiles.bytes(address, nodes), size));

            assertThat(fromTiles.head(size)).isEqualTo(fromNodes.head(size));
            assertThat(fromTiles.inclusion(index, size)).isEqualTo(fromNodes.inclusion(index, size));
            assertThat(fromTiles.consistency(first, size)).isEqualTo(fromNodes.consistency(first, size));
        }
    }

    @Test
    void aGrowingLogNeedsNoOtherTilesThanThoseAdded() {
        var random = new Random(13);
        var nodes = Trees.nodes(3_000);
        Map<TileAddress, byte[]> published = new HashMap<>();
        for (long before = 0, size; before < 3_000; before = size) {
            size = Math.min(3_000, before + random.nextInt(1, 400));
            Tiles.added(before, size).forEach(tile -> published.put(tile, Tiles.bytes(tile, nodes)));

            var fromTiles = new TreeProofs(new TiledNodes(published::get, size));

            assertThat(fromTiles.head(size)).isEqualTo(new TreeProofs(nodes).head(size));
        }
    }

    @Test
    void anAlteredTileGivesAnotherRoot() {
        var nodes = Trees.nodes(1_000);
        var altered = new TiledNodes(
                address -> {
                    var bytes = Tiles.bytes(address, nodes);
                    bytes[40] ^= 1;
                    return bytes;
                },
                1_000);

        assertThat(new TreeProofs(altered).head(1_000)).isNotEqualTo(new TreeProofs(nodes).head(1_000));
    }

    @Test
    void entryBundlesKeepTheLeavesAndRefuseAnyOtherLength() {
        var leaves = List.of(new byte[0], new byte[] {1, 2, 3}, new byte[300]);
        var bytes = EntryBundle.encode(leaves);

        assertThat(EntryBundle.decode(bytes, 3))
                .hasValueSatisfying(read -> assertThat(read).containsExactlyElementsOf(leaves));
        assertThat(EntryBundle.decode(bytes, 2)).isEmpty();
        assertThat(EntryBundle.decode(bytes, 4)).isEmpty();
        assertThat(EntryBundle.decode(Arrays.copyOf(bytes, bytes.length - 1), 3))
                .isEmpty();
        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
