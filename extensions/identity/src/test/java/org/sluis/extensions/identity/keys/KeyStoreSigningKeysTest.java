// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.did.Did;

class KeyStoreSigningKeysTest {

    private static final Did SELF = new Did("did:web:parts.example");
    private static final Duration OVERLAP = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private KeyStoreSigningKeys keys;

    @BeforeEach
    void open() {
        keys = new KeyStoreSigningKeys(SELF, store(), clock);
    }

    private KeyStoreFile store() {
        return KeyStoreFile.open(folder.resolve("identity.bcfks"), folder.resolve("identity.password"));
    }

    private static boolean verifies(String token, JWK key) throws ParseException, JOSEException {
        return SignedJWT.parse(token).verify(new ECDSAVerifier(key.toECKey()));
    }

    private static String token(SigningKeys keys) {
        return keys.sign(new JWTClaimsSet.Builder().issuer(SELF.value()).build());
    }

    @Test
    void signsWithTheKeyThatItPublishes() throws ParseException, JOSEException {
        var token = token(keys);

        var published = keys.published();
        assertThat(published).hasSize(1);
        assertThat(verifies(token, published.get(0))).isTrue();
        assertThat(SignedJWT.parse(token).getHeader().getKeyID())
                .isEqualTo("did:web:parts.example#"
                        + published.get(0).computeThumbprint().toString());
    }

    @Test
    void publishesNoPrivatePart() {
        assertThat(keys.published()).noneMatch(JWK::isPrivate);
    }

    @Test
    void keepsItsKeyOverARestart() {
        var before = keys.published();

        var after = new KeyStoreSigningKeys(SELF, store(), clock).published();

        assertThat(after).isEqualTo(before);
    }

    @Test
    void publishesTheOldKeyUntilTheOverlapEnds() throws ParseException, JOSEException {
        var token = token(keys);
        var old = keys.published().get(0);

        keys.rotate(OVERLAP);

        assertThat(keys.published()).hasSize(2).last().isEqualTo(old);
        assertThat(verifies(token, keys.published().get(1))).isTrue();
        assertThat(verifies(token(keys), keys.published().get(0))).isTrue();
        clock.move(OVERLAP);
        assertThat(keys.published()).hasSize(1).doesNotContain(old);
    }

    @Test
    void remembersARotationOverARestart() {
        keys.rotate(OVERLAP);

        var again = new KeyStoreSigningKeys(SELF, store(), clock);

        assertThat(again.published()).isEqualTo(keys.published());
        clock.move(OVERLAP);
        assertThat(again.published()).hasSize(1);
    }

    @Test
    void leavesOtherEntriesAlone() {
        var store = store();
        store.put("other", new byte[] {1});

        new KeyStoreSigningKeys(SELF, store, clock).rotate(OVERLAP);

        assertThat(store().entries()).containsKey("other");
    }

    @Test
    void refusesAnEntryThatIsNoKeyWithoutQuotingIt() {
        var store = store();
        store.put("signing-broken", "{\"kty\":\"EC\",\"d\":\"secret\"}".getBytes(UTF_8));

        assertThatThrownBy(() -> new KeyStoreSigningKeys(SELF, store, clock))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageNotContaining("secret");
    }
}
