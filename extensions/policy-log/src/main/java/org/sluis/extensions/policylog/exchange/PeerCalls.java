// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.extensions.web.Outbound.OutboundRequest;
import org.sluis.policies.log.note.SignedNote;

/** Asks the policy-log service of others; each request carries a token for its receiver. */
final class PeerCalls {

    private static final String TEXT = "text/plain; charset=utf-8";

    private final DidDocuments documents;
    private final SelfIssuedTokens tokens;
    private final Outbound outbound;

    PeerCalls(DidDocuments documents, SelfIssuedTokens tokens, Outbound outbound) {
        this.documents = documents;
        this.tokens = tokens;
        this.outbound = outbound;
    }

    /** There is no answer that could be used; the message is one line for people. */
    static final class PeerException extends Exception {
        PeerException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Whether that participant has a policy log; others are dealt with, one-sided. */
    boolean hasLog(Did peer) throws PeerException {
        return document(peer).service(DidDocument.POLICY_LOG).isPresent();
    }

    Answer add(Did peer, AddCheckpoint request) throws PeerException {
        return post(peer, "/witness/add-checkpoint", TEXT, request.text());
    }

    Answer heads(Did peer, HeadsRequest request) throws PeerException {
        return post(peer, "/exchange/heads", "application/json", request.json().toString());
    }

    Answer restored(Did peer, RestoredNotice notice) throws PeerException {
        return post(
                peer, "/exchange/restored", "application/json", notice.json().toString());
    }

    /** The largest checkpoint of our log that this peer says it holds; empty if it holds none. */
    Optional<SignedNote> largest(Did peer, String origin) throws PeerException {
        var path = "/witness/checkpoint?origin=" + URLEncoder.encode(origin, StandardCharsets.UTF_8);
        var answer = send(peer, "GET", path, Map.of("Accept", "text/plain"), "");
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw refused(peer, answer);
        }
        var note = SignedNote.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        if (note.isEmpty()) {
            throw new PeerException(peer + " answered with something that is no checkpoint", null);
        }
        return note;
    }

    static PeerException refused(Did peer, Answer answer) {
        return new PeerException(
                peer + " refuses: " + answer.detail().orElse("no reason given") + " (HTTP " + answer.status() + ")",
                null);
    }

    private Answer post(Did peer, String path, String type, String body) throws PeerException {
        return send(peer, "POST", path, Map.of("Content-Type", type, "Accept", "text/plain"), body);
    }

    private Answer send(Did peer, String method, String path, Map<String, String> headers, String body)
            throws PeerException {
        var all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + tokens.to(peer));
        try {
            return outbound.send(new OutboundRequest(method, address(peer, path), all, body));
        } catch (OutboundException e) {
            throw new PeerException("the policy log of " + peer + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private URI address(Did peer, String path) throws PeerException {
        return document(peer)
                .address(DidDocument.POLICY_LOG, path)
                .orElseThrow(() -> new PeerException(peer + " has no policy log", null));
    }

    private DidDocument document(Did peer) throws PeerException {
        try {
            return documents.resolve(peer);
        } catch (UnresolvableDidException e) {
            throw new PeerException(e.getMessage(), e);
        }
    }
}
