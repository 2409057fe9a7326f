// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.insecureidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedNamesTest {

    private static final String ADDRESS = "http://127.0.0.1:8282/dsp";

    private final IdentityService names = new CheckedNames(new IssuesNothing(), ADDRESS);

    @ParameterizedTest
    @ValueSource(strings = {ADDRESS, ADDRESS + "/2025-1"})
    void acceptsANameThatIsMeantForUs(String audience) {
        assertThat(verify("{\"clientId\":\"did:web:a.example\",\"audience\":\"" + audience + "\"}")
                        .getContent()
                        .getStringClaim("client_id"))
                .isEqualTo("did:web:a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "not json",
                "eyJhbGciOiJub25lIn0.e30.",
                "{\"audience\":\"" + ADDRESS + "\"}",
                "{\"clientId\":\"\",\"audience\":\"" + ADDRESS + "\"}",
                "{\"clientId\":\"a b\",\"audience\":\"" + ADDRESS + "\"}",
                "{\"clientId\":\"did:web:a.example\"}",
                "{\"clientId\":\"did:web:a.example\",\"audience\":\"http://127.0.0.1:9282/dsp\"}",
                "{\"clientId\":\"did:web:a.example\",\"audience\":\"http://127.0.0.1:8282/dspx\"}",
                "[[[[[[[[[[[[]]]]]]]]]]]]"
            })
    void refusesAnyOtherToken(String token) {
        assertThat(verify(token).failed()).isTrue();
    }

    @Test
    void refusesATokenWithoutEnd() {
        assertThat(verify("\"" + "x".repeat(10_000) + "\"").failed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "no.such.host.invalid"})
    void refusesToStartOffLoopback(String host) {
        assertThatThrownBy(() -> InsecureIdentityExtension.requireLoopback(host))
                .isInstanceOf(EdcException.class)
                .hasMessageContaining("listeners.public.host");
    }

    private Result<ClaimToken> verify(String token) {
        return names.verifyJwtToken(
                "us",
                TokenRepresentation.Builder.newInstance().token(token).build(),
                VerificationContext.Builder.newInstance()
                        .policy(Policy.Builder.newInstance().build())
                        .build());
    }

    private static final class IssuesNothing implements IdentityService {
        @Override
        public Result<TokenRepresentation> obtainClientCredentials(String participant, TokenParameters parameters) {
            return Result.failure("not asked here");
        }

        @Override
        public Result<ClaimToken> verifyJwtToken(
                String participant, TokenRepresentation token, VerificationContext context) {
            throw new AssertionError("verified by CheckedNames alone");
        }
    }
}
