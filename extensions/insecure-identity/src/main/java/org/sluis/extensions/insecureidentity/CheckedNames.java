// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.insecureidentity;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;
import org.eclipse.edc.iam.mock.IamMockExtension;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;

/**
 * The unsigned names of {@code iam-mock}, with the checks that a name without proof can have: it is well-formed, it says who, and
 * it is meant for us. The stock service answers a malformed token with a server error, one without a region as well, and never looks at the audience.
 */
final class CheckedNames implements IdentityService {

    private static final int LONGEST = 4096;
    private static final Pattern IDENTIFIER = Pattern.compile("[\\x21-\\x7e]{1,512}");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(4).build())
                    .build())
            .build();

    private final IdentityService stock;
    private final String address;

    CheckedNames(IdentityService stock, String address) {
        this.stock = stock;
        this.address = address;
    }

    @Override
    public Result<TokenRepresentation> obtainClientCredentials(String participant, TokenParameters parameters) {
        return stock.obtainClientCredentials(participant, parameters);
    }

    @Override
    public Result<ClaimToken> verifyJwtToken(
            String participant, TokenRepresentation representation, VerificationContext context) {
        var token = representation.getToken();
        if (token == null || token.length() > LONGEST) {
            return Result.failure("the token is missing or over " + LONGEST + " characters");
        }
        try {
            var json = JSON.readTree(token);
            return check(json);
        } catch (JacksonException e) {
            return Result.failure("the token is not one of this evaluation's unsigned tokens");
        }
    }

    private Result<ClaimToken> check(JsonNode token) {
        if (!token.isObject()) {
            return Result.failure("the token is not one of this evaluation's unsigned tokens");
        }
        if (!IDENTIFIER.matcher(token.path("clientId").asText("")).matches()) {
            return Result.failure("the token does not say who is asking");
        }
        var audience = token.path("audience").asText("");
        if (!audience.equals(address) && !audience.startsWith(address + "/")) {
            return Result.failure("the token is meant for somebody else");
        }
        return Result.success(ClaimToken.Builder.newInstance()
                .claim(
                        IamMockExtension.DEFAULT_IDENTITY_CLAIM_KEY,
                        token.path("clientId").asText())
                .build());
    }
}
