// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.web;

import java.lang.System.Logger.Level;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/** Who calls, by a self-issued token for this authority. */
final class Callers {

    private static final System.Logger LOG = System.getLogger(Callers.class.getName());

    private final TokenVerifier tokens;

    Callers(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    Did require(WebRequest request) throws WebRefusal {
        var token = request.bearer()
                .orElseThrow(() -> refusal("a self-issued token is missing; send it as Authorization: Bearer"));
        try {
            return tokens.verify(token).issuer();
        } catch (RefusedTokenException e) {
            LOG.log(Level.INFO, "a token was refused: " + e.getMessage());
            throw refusal("the token was refused: " + e.getMessage());
        }
    }

    private static WebRefusal refusal(String detail) {
        return new WebRefusal(401, "Unauthorized", detail);
    }
}
