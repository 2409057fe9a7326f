// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.util.Map;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.identity.tokens.VerifiedToken;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;

/** Our CredentialService (DCP 1.0 sections 5 and 6): who asks is known before anything else is looked at. */
public final class CredentialServiceResource implements WebResource {

    private static final System.Logger LOG = System.getLogger(CredentialServiceResource.class.getName());

    private final TokenVerifier tokens;
    private final Map<String, Message> messages;

    public CredentialServiceResource(
            TokenVerifier tokens, PresentationQuery query, CredentialDelivery delivery, OfferReceipt offers) {
        this.tokens = tokens;
        this.messages = Map.of(
                "/presentations/query", query::answer, "/credentials", delivery::answer, "/offers", offers::answer);
    }

    /** One kind of message. */
    @FunctionalInterface
    private interface Message {
        WebAnswer answer(VerifiedToken sender, WebRequest request) throws WebRefusal;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        var message = messages.get(request.path());
        if (message == null) {
            throw new WebRefusal(404, "Not found", "There is nothing here.");
        }
        if (!request.method().equals("POST")) {
            throw new WebRefusal(405, "Method not allowed", "Messages are sent by POST.");
        }
        return message.answer(sender(request), request);
    }

    private VerifiedToken sender(WebRequest request) throws WebRefusal {
        var token = request.bearer().orElseThrow(() -> unauthorized("a self-issued token is needed as Bearer"));
        try {
            return tokens.verify(token);
        } catch (RefusedTokenException e) {
            LOG.log(System.Logger.Level.INFO, "credential service: token refused: {0}", e.getMessage());
            throw unauthorized("the token was refused");
        }
    }

    static WebRefusal unauthorized(String detail) {
        return new WebRefusal(401, "Unauthorized", detail);
    }
}
