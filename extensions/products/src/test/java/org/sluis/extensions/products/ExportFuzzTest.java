// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.disclosure.Asker;
import org.sluis.policies.disclosure.Disclosed;
import org.sluis.policies.disclosure.Disclosure;

/** Damaged exports: each is accepted or rejected with a place, never anything else, and nobody's rows become another's. */
class ExportFuzzTest {
    private static final List<String> SPLINTERS = List.of(
            "\"", ";", "\r\n", "\0", "\u00e9", "\ufeff", "''", "=1+1", "-", "1e9", "99999999999999999999", ",", "\t");

    private static byte[] damage(byte[] bytes, Random random) {
        var damaged = bytes;
        for (int times = 1 + random.nextInt(4); times > 0 && damaged.length > 1; times--) {
            int at = random.nextInt(damaged.length);
            var splinter = SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(StandardCharsets.UTF_8);
            damaged = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(damaged, at);
                case 1 -> joined(Arrays.copyOf(damaged, at), splinter, tail(damaged, at));
                case 2 -> joined(Arrays.copyOf(damaged, at), tail(damaged, at + random.nextInt(damaged.length - at)));
                case 3 -> joined(Arrays.copyOf(damaged, at), tail(damaged, random.nextInt(damaged.length)));
                default -> {
                    var flipped = damaged.clone();
                    flipped[at] = (byte) random.nextInt(256);
                    yield flipped;
                }
            };
        }
        return damaged;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production-status", "demand-forecast"})
    void survivesDamagedExports(String id) throws Exception {
        var product = Product.named(id).orElseThrow();
        var export = Exports.sample(id.equals("production-status") ? SampleExports.ORDERS : SampleExports.FORECASTS);
        // The forecast is long; a part of it is damaged more often.
        var seed = Arrays.copyOf(export, Math.min(export.length, 8000));
        var before = Optional.of(
                Exports.version(product, Exports.accepted(product, export).body()));
        var check = new ExportCheck(Mapping.shipped(product));
        int accepted = 0;
        for (int i = 0; i < 800; i++) {
            var damaged = damage(seed, new Random(i));
            try {
                var checked = check.check(damaged, Exports.NOW, i % 2 == 0 ? before : Optional.empty());
                if (checked instanceof CheckedExport.Accepted sound) {
                    accepted++;
                    ownRowsOnly(product, sound.body());
                } else {
                    assertThat(Exports.faults(checked, Language.NL))
                            .as("seed %s", i)
                            .isNotEmpty();
                }
            } catch (RuntimeException unforeseen) {
                fail("seed " + i, unforeseen);
            }
        }
        assertThat(accepted).isPositive();
    }

    private static void ownRowsOnly(Product product, String body) throws Exception {
        var own = Disclosure.parse("", "own", Documents.JSON.readTree("{\"rows\":\"own\"}"), product.shape());
        var disclosed = own.apply(
                Documents.JSON.readTree(body), Asker.of("did:web:b.example", List.of("20110")), product.shape());
        assertThat(((Disclosed.Rows) disclosed).rows())
                .allMatch(row -> row.at("/customer/number").asText().equals("20110"));
    }
}
