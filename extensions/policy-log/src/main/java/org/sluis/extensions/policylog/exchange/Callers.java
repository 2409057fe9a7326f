// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/** Who is asking, by the token that it signed for us. */
record Callers(TokenVerifier tokens) {

    /** The DID of the caller; strangers cost nothing. */
    Did require(WebRequest request) throws WebRefusal {
        try {
            return tokens.verify(request.bearer().orElse("")).issuer();
        } catch (RefusedTokenException e) {
            throw new WebRefusal(401, "Unauthorized", "the token is missing or not accepted here");
        }
    }

    /** Who posts to the resource itself; there is nothing else below it. */
    Did sender(WebRequest request) throws WebRefusal {
        if (!request.path().isEmpty() || !request.method().equals("POST")) {
            throw new WebRefusal(404, "Not found", "There is nothing here.");
        }
        return require(request);
    }
}
