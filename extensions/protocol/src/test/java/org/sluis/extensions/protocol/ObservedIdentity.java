// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.system.ServiceExtension;

/** Identities that anyone can claim, each token with a number of its own, and the tokens that were verified. */
public final class ObservedIdentity implements ServiceExtension {

    private final List<TokenRepresentation> verified = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

    @Inject
    private IdentityService stock;

    /** The very objects that were verified, in order. */
    public List<TokenRepresentation> verified() {
        return verified;
    }

    @Provider
    public IdentityService identityService() {
        return new IdentityService() {
            @Override
            public Result<TokenRepresentation> obtainClientCredentials(String participant, TokenParameters parameters) {
                return stock.obtainClientCredentials(participant, parameters)
                        .map(token -> TokenRepresentation.Builder.newInstance()
                                .token(token.getToken()
                                        .replaceFirst(
                                                "\"region\":\"[^\"]*\"",
                                                "\"region\":\"" + made.incrementAndGet() + "\""))
                                .build());
            }

            @Override
            public Result<ClaimToken> verifyJwtToken(
                    String participant, TokenRepresentation token, VerificationContext context) {
                verified.add(token);
                return stock.verifyJwtToken(participant, token, context);
            }
        };
    }
}
