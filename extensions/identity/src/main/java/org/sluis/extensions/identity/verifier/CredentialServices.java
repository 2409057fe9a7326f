// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.Link;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.extensions.web.Outbound.OutboundRequest;
import org.sluis.policies.usage.MessageUnderway;

/** Asks the credential services of others for presentations (DCP 1.0 section 5.4). */
public final class CredentialServices {

    /** With a type and {@code :read} after it, the scope of that type. */
    public static final String SCOPE = "org.eclipse.dspace.dcp.vc.type:";

    private static final String CONTEXT = "https://w3id.org/dspace-dcp/v1.0/dcp.jsonld";
    private static final String ENVELOPE = "data:application/vp+jwt,";
    private static final int MOST = 8;
    private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Link> SILENT = Set.of(Link.NAME, Link.ROUTE, Link.TIME);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DidDocuments documents;
    private final Outbound outbound;
    private final SelfIssuedTokens tokens;

    public CredentialServices(DidDocuments documents, Outbound outbound, SelfIssuedTokens tokens) {
        this.documents = documents;
        this.outbound = outbound;
        this.tokens = tokens;
    }

    /**
     * What the holder answers, not verified: compact JWTs.
     *
     * @param accessToken what the holder gave us to ask with
     */
    List<String> ask(Did holder, String accessToken, Set<String> types) throws RefusedPresentationException {
        var query = JSON.createObjectNode();
        query.putArray("@context").add(CONTEXT);
        query.put("type", "PresentationQueryMessage");
        var scope = query.putArray("scope");
        types.stream().sorted().forEach(type -> scope.add(SCOPE + type + ":read"));
        try {
            var answer = outbound.send(new OutboundRequest(
                    "POST",
                    endpoint(holder),
                    Map.of(
                            "Authorization", "Bearer " + tokens.to(holder, accessToken),
                            "Content-Type", "application/json",
                            "Accept", "application/json"),
                    query.toString()));
            if (answer.status() != 200) {
                if (NOT_NOW.contains(answer.status())) {
                    MessageUnderway.uncheckable();
                }
                throw new RefusedPresentationException("credential service: answered " + answer.status());
            }
            return presentations(JSON.readTree(answer.body()));
        } catch (OutboundException e) {
            if (SILENT.contains(e.link())) {
                MessageUnderway.uncheckable();
            }
            throw new RefusedPresentationException("credential service: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new RefusedPresentationException("credential service: the answer is not JSON", e);
        }
    }

    private URI endpoint(Did holder) throws RefusedPresentationException {
        try {
            return documents
                    .resolve(holder)
                    .address(DidDocument.CREDENTIAL_SERVICE, "/presentations/query")
                    .orElseThrow(
                            () -> new RefusedPresentationException("credential service: none in the DID document"));
        } catch (UnresolvableDidException e) {
            throw new RefusedPresentationException("credential service: " + e.getMessage(), e);
        }
    }

    private static List<String> presentations(JsonNode message) throws RefusedPresentationException {
        var type = message.path("type").asText(message.path("@type").asText(""));
        var array = message.path("presentation");
        PresentationForm.require(
                type.equals("PresentationResponseMessage"), "answer: not a PresentationResponseMessage");
        PresentationForm.require(array.isArray() && !array.isEmpty() && array.size() <= MOST, "answer: presentations");
        var all = new ArrayList<String>();
        for (var one : array) {
            var id = one.path("id").asText("");
            PresentationForm.require(
                    one.isTextual() || id.startsWith(ENVELOPE), "answer: a presentation that is no JWT");
            all.add(one.isTextual() ? one.textValue() : id.substring(ENVELOPE.length()));
        }
        return all;
    }
}
