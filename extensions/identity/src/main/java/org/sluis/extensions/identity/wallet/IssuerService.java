// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.LinkedHashMap;
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
import org.sluis.extensions.web.WebRefusal;

/** Talks to the IssuerService of a DID (DCP 1.0 sections 6.3, 6.4 and 6.7). */
public final class IssuerService {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final SelfIssuedTokens tokens;
    private final DidDocuments documents;
    private final Outbound outbound;

    public IssuerService(SelfIssuedTokens tokens, DidDocuments documents, Outbound outbound) {
        this.tokens = tokens;
        this.documents = documents;
        this.outbound = outbound;
    }

    /**
     * The issuer took a request.
     *
     * @param statusAddress where it tells how the request stands
     */
    public record Receipt(Optional<String> issuerPid, URI statusAddress) {}

    /** How a request stands at the issuer. */
    public enum Status {
        RECEIVED,
        ISSUED,
        REJECTED
    }

    /** The issuer cannot be asked, or does not answer as it should; the message says why. */
    public static final class IssuerException extends Exception {
        private final boolean worthAnotherTry;

        IssuerException(String message, boolean worthAnotherTry, Throwable cause) {
            super(message, cause);
            this.worthAnotherTry = worthAnotherTry;
        }

        /** Whether it may go well later. */
        public boolean isWorthAnotherTry() {
            return worthAnotherTry;
        }
    }

    /** Types that the issuer issues in a format that we take, with the id to ask for. */
    public Map<String, String> supported(Did issuer) throws IssuerException {
        var answer = ask("GET", endpoint(issuer, "/metadata"), issuer, "");
        requireStatus(answer, issuer, 200);
        try {
            var ids = new LinkedHashMap<String, String>();
            for (var credential : message(answer).objects("credentialsSupported")) {
                var type = credential.text("credentialType");
                // Both formats of one type may be on offer; one of a type is asked for, and 1.1 everybody reads.
                if (isTaken(credential)) {
                    ids.putIfAbsent(type, credential.text(credential.has("id") ? "id" : "@id"));
                }
            }
            return ids;
        } catch (WebRefusal e) {
            throw new IssuerException(issuer + " publishes metadata that cannot be read: " + e.getMessage(), true, e);
        }
    }

    private static boolean isTaken(DcpMessage credential) throws WebRefusal {
        var profile = credential.optionalText("profile");
        return profile.isEmpty() || profile.get().startsWith("vc11-");
    }

    /** Sends a request for these types. */
    public Receipt request(Did issuer, String holderPid, Set<String> types) throws IssuerException {
        var ids = supported(issuer);
        if (!ids.keySet().containsAll(types)) {
            throw new IssuerException(issuer + " does not issue all of " + types + " but " + ids.keySet(), false, null);
        }
        var message = DcpMessage.write("CredentialRequestMessage").put("holderPid", holderPid);
        var credentials = message.putArray("credentials");
        types.stream().sorted().forEach(type -> credentials.addObject().put("id", ids.get(type)));
        var address = endpoint(issuer, "/credentials");
        var answer = ask("POST", address, issuer, message.toString());
        requireStatus(answer, issuer, 201);
        var location = answer.header("Location")
                .orElseThrow(() -> new IssuerException(issuer + " took the request but names no Location", true, null));
        var status = statusAddress(issuer, address, location);
        var path = status.getPath();
        return new Receipt(Optional.of(path.substring(path.lastIndexOf('/') + 1)), status);
    }

    /** INVARIANT: our token goes to the issuer's own host only, whatever Location says. */
    private static URI statusAddress(Did issuer, URI asked, String location) throws IssuerException {
        try {
            var status = asked.resolve(location);
            if (!status.getScheme().equals(asked.getScheme())
                    || !status.getAuthority().equals(asked.getAuthority())
                    || status.getPath() == null) {
                throw new IssuerException(issuer + " names a Location on another host", false, null);
            }
            return status;
        } catch (IllegalArgumentException e) {
            throw new IssuerException(issuer + " names a Location that is no address", true, e);
        }
    }

    /** Asks how a request stands. */
    public Status status(Did issuer, URI statusAddress) throws IssuerException {
        var answer = ask("GET", statusAddress, issuer, "");
        requireStatus(answer, issuer, 200);
        try {
            return Status.valueOf(message(answer).text("status"));
        } catch (WebRefusal | IllegalArgumentException e) {
            throw new IssuerException(issuer + " gives a status that cannot be read", true, e);
        }
    }

    private URI endpoint(Did issuer, String path) throws IssuerException {
        try {
            return documents
                    .resolve(issuer)
                    .address(DidDocument.ISSUER_SERVICE, path)
                    .orElseThrow(() ->
                            new IssuerException(issuer + " names no IssuerService in its DID document", true, null));
        } catch (UnresolvableDidException e) {
            throw new IssuerException(e.getMessage(), true, e);
        }
    }

    private Answer ask(String method, URI address, Did issuer, String body) throws IssuerException {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", "Bearer " + tokens.to(issuer));
        headers.put("Accept", "application/json");
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        try {
            return outbound.send(new OutboundRequest(method, address, headers, body));
        } catch (OutboundException e) {
            throw new IssuerException(issuer + " cannot be reached: " + e.getMessage(), true, e);
        }
    }

    private static void requireStatus(Answer answer, Did issuer, int wanted) throws IssuerException {
        if (answer.status() != wanted) {
            // 401 too: a clock may be wrong for a while, and keys may just have been changed. And 403: a suspended
            // member
            // may be reinstated.
            var later =
                    answer.status() >= 500 || Set.of(401, 403, 408, 425, 429).contains(answer.status());
            throw new IssuerException(
                    issuer + " answered HTTP " + answer.status()
                            + answer.detail().map(detail -> ": " + detail).orElse(""),
                    later,
                    null);
        }
    }

    private static DcpMessage message(Answer answer) throws WebRefusal {
        try {
            JsonNode json = JSON.readTree(answer.body());
            return new DcpMessage(json);
        } catch (JacksonException e) {
            throw DcpMessage.invalid("the answer is not JSON");
        }
    }
}
