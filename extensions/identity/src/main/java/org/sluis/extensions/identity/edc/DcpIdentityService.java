// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.edc;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.PresentationGrants;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.identity.verifier.RefusedPresentationException;
import org.sluis.policies.usage.MessageUnderway;

/**
 * The Decentralized Claims Protocol behind EDC's port: each message carries a self-issued token, and the first of a participant
 * makes us ask for a presentation.
 */
public final class DcpIdentityService implements IdentityService {

    /** Claim with the DID of who sent a message. */
    public static final String DID_CLAIM = "did";

    private static final System.Logger LOG = System.getLogger(DcpIdentityService.class.getName());
    private static final String BEARER = "Bearer ";
    private static final Pattern SCOPE =
            Pattern.compile("org\\.eclipse\\.(?:dspace\\.dcp|edc)\\.vc\\.type:([A-Za-z0-9_-]{1,128}):(?:read|\\*|all)");

    private final SelfIssuedTokens tokens;
    private final PresentationGrants grants;
    private final TokenVerifier verifier;
    private final Presentations presentations;
    private final List<String> granted;
    /** EDC may verify the token of one message several times, as the same object; a token is for one use. */
    private final Map<TokenRepresentation, Verified> verified = Collections.synchronizedMap(new WeakHashMap<>());

    private record Verified(Result<ClaimToken> result, Set<String> scopes) {}

    /** Partners may ask us for {@code granted} scopes when a message does not name others. */
    public DcpIdentityService(
            SelfIssuedTokens tokens,
            PresentationGrants grants,
            TokenVerifier verifier,
            Presentations presentations,
            List<String> granted) {
        this.tokens = tokens;
        this.grants = grants;
        this.verifier = verifier;
        this.presentations = presentations;
        this.granted = List.copyOf(granted);
    }

    @Override
    public Result<TokenRepresentation> obtainClientCredentials(String participant, TokenParameters parameters) {
        var audience = parameters.getStringClaim("aud");
        if (!Did.isOne(audience)) {
            return Result.failure("the DID of the partner is not known; it is needed to speak to it");
        }
        var scope = parameters.getStringClaim("scope");
        var scopes = scope == null || scope.isBlank()
                ? granted
                : List.of(scope.strip().split("\\s+"));
        var partner = new Did(audience);
        var token = tokens.to(partner, grants.issue(partner, scopes));
        return Result.success(
                TokenRepresentation.Builder.newInstance().token(BEARER + token).build());
    }

    @Override
    public Result<ClaimToken> verifyJwtToken(
            String participant, TokenRepresentation representation, VerificationContext context) {
        var earlier = verified.get(representation);
        if (earlier != null) {
            return earlier.scopes().containsAll(context.getScopes())
                    ? earlier.result()
                    : Result.failure("one message was verified for fewer scopes before");
        }
        var result = verify(representation.getToken(), context.getScopes());
        verified.put(representation, new Verified(result, Set.copyOf(context.getScopes())));
        return result;
    }

    private Result<ClaimToken> verify(String header, Set<String> scopes) {
        try {
            if (header == null || !header.startsWith(BEARER)) {
                throw new RefusedTokenException("form: not a bearer token");
            }
            var token = verifier.verify(header.substring(BEARER.length()));
            if (!(token.claims().getClaim("token") instanceof String accessToken) || accessToken.isEmpty()) {
                throw new RefusedTokenException("token: no access token for a presentation");
            }
            presentations.require(token.issuer(), accessToken, types(scopes));
            return Result.success(ClaimToken.Builder.newInstance()
                    .claim(DID_CLAIM, token.issuer().value())
                    .build());
        } catch (RefusedTokenException | RefusedPresentationException e) {
            LOG.log(System.Logger.Level.INFO, "a message was refused: " + e.getMessage());
            MessageUnderway.unverified(e.getMessage());
            return Result.failure(e.getMessage());
        } catch (RuntimeException e) {
            // For instance a database that does not answer: what cannot be known is refused.
            LOG.log(System.Logger.Level.ERROR, "a message was refused, since it could not be checked", e);
            MessageUnderway.unverified("it could not be checked");
            MessageUnderway.uncheckable();
            return Result.failure("it could not be checked");
        }
    }

    private static Set<String> types(Set<String> scopes) throws RefusedPresentationException {
        for (var scope : scopes) {
            if (!SCOPE.matcher(scope).matches()) {
                throw new RefusedPresentationException("scope: " + scope + " cannot be asked for");
            }
        }
        return scopes.stream()
                .map(scope -> SCOPE.matcher(scope).replaceFirst("$1"))
                .collect(Collectors.toSet());
    }
}
