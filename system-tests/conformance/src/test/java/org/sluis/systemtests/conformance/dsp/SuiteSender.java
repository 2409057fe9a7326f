// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import org.eclipse.edc.spi.iam.AudienceResolver;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.types.domain.message.ProtocolRemoteMessage;
import org.sluis.extensions.identity.edc.DcpIdentityService;

/**
 * Takes the suite for who it says it is when it shows the word that was made for this run; it has no DID, no keys and no
 * credentials. For everybody else the identity of the product holds.
 *
 * @param word header that the suite sends with each message
 */
record SuiteSender(String word, IdentityService product, AudienceResolver audiences)
        implements IdentityService, AudienceResolver {

    /** The identifier that the suite gives itself. */
    static final String ID = "TCK_PARTICIPANT";

    @Override
    public Result<TokenRepresentation> obtainClientCredentials(String participant, TokenParameters parameters) {
        return ID.equals(parameters.getStringClaim("aud"))
                ? Result.success(
                        TokenRepresentation.Builder.newInstance().token(word).build())
                : product.obtainClientCredentials(participant, parameters);
    }

    @Override
    public Result<ClaimToken> verifyJwtToken(
            String participant, TokenRepresentation representation, VerificationContext context) {
        return word.equals(representation.getToken())
                ? Result.success(ClaimToken.Builder.newInstance()
                        .claim(DcpIdentityService.DID_CLAIM, ID)
                        .build())
                : product.verifyJwtToken(participant, representation, context);
    }

    @Override
    public Result<String> resolve(ProtocolRemoteMessage message) {
        return ID.equals(message.getCounterPartyId()) ? Result.success(ID) : audiences.resolve(message);
    }
}
