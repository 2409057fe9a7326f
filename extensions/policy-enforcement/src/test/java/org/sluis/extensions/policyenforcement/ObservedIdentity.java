// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.policies.usage.MessageUnderway;

/** Identities that anyone can claim, and what they were asked to grant and to verify. */
public final class ObservedIdentity implements ServiceExtension {

    /** Scopes of each token that was made, oldest first. */
    final List<Set<String>> granted = new CopyOnWriteArrayList<>();
    /** Scopes with which each token was verified, oldest first. */
    final List<Set<String>> asked = new CopyOnWriteArrayList<>();

    /** Whether nobody answers who could say who a sender is. */
    volatile boolean silent;

    @Inject
    private IdentityService stock;

    @Provider
    public IdentityService identityService() {
        return new IdentityService() {
            @Override
            public Result<TokenRepresentation> obtainClientCredentials(String participant, TokenParameters parameters) {
                String scope = Objects.requireNonNullElse(parameters.getStringClaim("scope"), "");
                granted.add(new TreeSet<>(Arrays.asList(scope.split(" ", -1))));
                return stock.obtainClientCredentials(participant, parameters);
            }

            @Override
            public Result<ClaimToken> verifyJwtToken(
                    String participant, TokenRepresentation token, VerificationContext context) {
                asked.add(new TreeSet<>(context.getScopes()));
                if (silent) {
                    MessageUnderway.unverified("nobody answers");
                    MessageUnderway.uncheckable();
                    return Result.failure("nobody answers");
                }
                return stock.verifyJwtToken(participant, token, context);
            }
        };
    }
}
