// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AccessTokenKeyTest {

    @Test
    void comesBackFromItsBytes() {
        var key = AccessTokenKey.generate();

        assertThat(AccessTokenKey.of(key.bytes()).key()).isEqualTo(key.key());
        assertThat(key.key().isPrivate()).isTrue();
    }

    @Test
    void isNeverShown() {
        var key = AccessTokenKey.generate();

        assertThat(key.toString()).doesNotContain(key.key().getD().toString());
    }

    @Test
    void isNothingElseAndNothingOfItIsQuoted() {
        var text = AccessTokenKey.generate().key().toPublicJWK().toJSONString();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessTokenKey.of(text.getBytes(StandardCharsets.UTF_8)))
                .withMessageNotContaining("kty");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AccessTokenKey.of("{\"kty\":\"EC\",\"d\":\"secret\"}".getBytes(StandardCharsets.UTF_8)))
                .withMessageNotContaining("secret")
                .withNoCause();
    }
}
