// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;

/** Everybody is who they say; for connectors that trade with each other inside one test. */
record UnprovenIdentity(String self) implements IdentityService {

    /** The claim in which the product looks for an identifier. */
    static final String CLAIM = "did";

    private static final String SAYS = "unproven ";

    @Override
    public Result<TokenRepresentation> obtainClientCredentials(String participant, TokenParameters parameters) {
        return Result.success(
                TokenRepresentation.Builder.newInstance().token(SAYS + self).build());
    }

    @Override
    public Result<ClaimToken> verifyJwtToken(
            String participant, TokenRepresentation representation, VerificationContext context) {
        var token = representation.getToken();
        return token != null && token.startsWith(SAYS)
                ? Result.success(ClaimToken.Builder.newInstance()
                        .claim(CLAIM, token.substring(SAYS.length()))
                        .build())
                : Result.failure("this says nobody's name");
    }
}
