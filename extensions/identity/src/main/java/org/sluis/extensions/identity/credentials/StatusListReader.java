// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import static org.sluis.extensions.identity.credentials.CredentialBody.require;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.tokens.Jws;
import org.sluis.extensions.identity.tokens.Jws.MalformedException;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.identity.tokens.SignatureCheck.WrongSignatureException;

/** Verifies that a status list is one of that issuer, for that address, and current. */
final class StatusListReader {

    private static final int LONGEST = 8 << 20;
    private static final Set<String> TYPES = Set.of("jwt", "vc+jwt", "");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SignatureCheck signatures;
    private final Clock clock;
    private final Predicate<Did> insecureUnsignedOf;

    /** Lists without a signature are taken only from the issuers that {@code insecureUnsignedOf} names. */
    StatusListReader(DidDocuments documents, Clock clock, Predicate<Did> insecureUnsignedOf) {
        this.signatures = new SignatureCheck(documents);
        this.clock = clock;
        this.insecureUnsignedOf = insecureUnsignedOf;
    }

    StatusList read(URI address, Did issuer, String text) throws RefusedCredentialException {
        if (text.stripLeading().startsWith("{")) {
            require(insecureUnsignedOf.test(issuer), "status list: not signed");
            return unsigned(issuer, text);
        }
        try {
            var jws = Jws.parse(text.strip(), LONGEST, TYPES);
            require(jws.signer().equals(issuer), "status list: of another issuer");
            var body = CredentialBody.of(jws);
            signatures.require(jws, Set.of(Relationship.ASSERTION_METHOD));
            require(isAbout(address, body.field("id")), "status list: another list");
            return list(body.field("type"), body.subject(), body.validFrom(), body.validUntil());
        } catch (MalformedException | WrongSignatureException e) {
            throw new RefusedCredentialException("status list: " + e.getMessage(), e);
        }
    }

    private StatusList unsigned(Did issuer, String text) throws RefusedCredentialException {
        try {
            var json = JSON.readTree(text);
            var by = json.path("issuer").isObject() ? json.path("issuer").path("id") : json.path("issuer");
            require(issuer.value().equals(by.asText()), "status list: of another issuer");
            return list(json.path("type"), json.path("credentialSubject"), clock.instant(), Instant.MAX);
        } catch (JacksonException e) {
            throw new RefusedCredentialException("status list: not JSON", e);
        }
    }

    private StatusList list(JsonNode types, JsonNode subject, Instant from, Instant until)
            throws RefusedCredentialException {
        var now = clock.instant();
        require(texts(types).contains("BitstringStatusListCredential"), "status list: of an unknown type");
        require(subject.path("type").asText().equals("BitstringStatusList"), "status list: of an unknown kind");
        require(!from.minus(JwtCredentialVerifier.SKEW).isAfter(now), "status list: of the future");
        require(until.isAfter(now), "status list: over");
        var bits = Bitstring.decode(subject.path("encodedList").asText())
                .orElseThrow(() -> new RefusedCredentialException("status list: not a bitstring, or too large"));
        return new StatusList(texts(subject.path("statusPurpose")), from, until, bits);
    }

    /** A host cannot answer with another list of the same issuer: a list that says its address must be the one asked for. */
    private static boolean isAbout(URI address, JsonNode id) {
        return !id.asText("").startsWith("http") || id.asText().equals(address.toString());
    }

    private static Set<String> texts(JsonNode node) {
        var texts = new HashSet<String>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
