// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.extensions.web.Outbound.OutboundRequest;
import org.sluis.extensions.web.StrictJson;
import org.sluis.extensions.web.StrictJson.InvalidJsonException;
import org.sluis.policies.log.note.VerifierKey;

/** The policy logs of other firms, as their DID documents name them. */
public record PeerLogs(DidDocuments documents, SelfIssuedTokens tokens, Outbound outbound) {

    private static final Set<Integer> LATER = Set.of(401, 408, 425, 429);

    /** A peer cannot be asked, or says no; the message is one line for people. */
    public static final class PeerException extends Exception {
        private final int status;

        PeerException(String message, int status, Throwable cause) {
            super(message, cause);
            this.status = status;
        }

        /** Whether the peer looked at what was sent and refused it. */
        public boolean isRefusal() {
            return status / 100 == 4 && !LATER.contains(status);
        }
    }

    /** Whether a participant keeps a policy log; empty while that cannot be known. */
    public Optional<Boolean> keepsLog(String participant) {
        if (!Did.isOne(participant)) {
            return Optional.of(false);
        }
        try {
            return Optional.of(documents
                    .resolve(new Did(participant))
                    .service(DidDocument.POLICY_LOG)
                    .isPresent());
        } catch (UnresolvableDidException e) {
            return Optional.empty();
        }
    }

    /** Whether a participant publishes this key; its document is read anew for one that is not known. */
    public boolean publishes(Did participant, VerifierKey key) {
        if (names(participant, key)) {
            return true;
        }
        documents.refresh(participant);
        return names(participant, key);
    }

    private boolean names(Did participant, VerifierKey key) {
        var x = Base64URL.encode(key.publicKey().bytes());
        try {
            return documents.resolve(participant).keys().values().stream()
                    .anyMatch(jwk -> jwk instanceof OctetKeyPair pair
                            && Curve.Ed25519.equals(pair.getCurve())
                            && pair.getX().equals(x));
        } catch (UnresolvableDidException e) {
            return false;
        }
    }

    /** What the peer answers to a message, which it may get more than once. */
    public JsonNode post(Did peer, String path, String json) throws PeerException {
        var headers = Map.of(
                "Accept", "application/json",
                "Content-Type", "application/json",
                "Authorization", "Bearer " + tokens.to(peer));
        try {
            var answer = outbound.send(new OutboundRequest("POST", address(peer, path), headers, json));
            if (answer.status() != 200) {
                throw refusal(peer, answer);
            }
            return StrictJson.object(answer.body());
        } catch (OutboundException e) {
            throw new PeerException(peer + " cannot be reached: " + e.getMessage(), 0, e);
        } catch (InvalidJsonException e) {
            throw new PeerException(peer + " answered with something that is " + e.getMessage(), 0, e);
        }
    }

    private URI address(Did peer, String path) throws PeerException {
        try {
            return documents
                    .resolve(peer)
                    .address(DidDocument.POLICY_LOG, path)
                    .orElseThrow(() ->
                            new PeerException(peer + " keeps no policy log: its DID document names none", 0, null));
        } catch (UnresolvableDidException e) {
            throw new PeerException(e.getMessage(), 0, e);
        }
    }

    private static PeerException refusal(Did peer, Answer answer) {
        return new PeerException(
                peer + " refuses: " + answer.detail().orElse("no reason given") + " (HTTP " + answer.status() + ")",
                answer.status(),
                null);
    }
}
