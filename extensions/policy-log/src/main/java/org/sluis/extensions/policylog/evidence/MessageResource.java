// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Takes messages of firms: who sends is known before anything else is looked at. */
public final class MessageResource implements WebResource {

    private static final System.Logger LOG = System.getLogger(MessageResource.class.getName());

    private final TokenVerifier tokens;
    private final Message message;

    public MessageResource(TokenVerifier tokens, Message message) {
        this.tokens = tokens;
        this.message = message;
    }

    /** What is done with a message; {@code sender} proved its DID. */
    @FunctionalInterface
    public interface Message {
        WebAnswer answer(Did sender, JsonNode body) throws WebRefusal, RecordUnavailableException;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        if (!request.path().isEmpty()) {
            throw new WebRefusal(404, "Not found", "There is nothing here.");
        }
        if (!request.method().equals("POST")) {
            throw new WebRefusal(405, "Method not allowed", "Messages are sent by POST.");
        }
        var sender = sender(request);
        var body = request.body().orElseThrow(() -> new WebRefusal(400, "Bad request", "a JSON object is needed"));
        try {
            return message.answer(sender, body);
        } catch (RecordUnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "policy log: a message of {0} cannot be logged now", sender);
            throw new WebRefusal(503, "Not now", "the policy log cannot be written now; send it again later");
        }
    }

    private Did sender(WebRequest request) throws WebRefusal {
        var token = request.bearer().orElseThrow(() -> unauthorized("a self-issued token is needed as Bearer"));
        try {
            return tokens.verify(token).issuer();
        } catch (RefusedTokenException e) {
            LOG.log(System.Logger.Level.INFO, "policy log: token refused: {0}", e.getMessage());
            throw unauthorized("the token was refused");
        }
    }

    private static WebRefusal unauthorized(String detail) {
        return new WebRefusal(401, "Unauthorized", detail);
    }
}
