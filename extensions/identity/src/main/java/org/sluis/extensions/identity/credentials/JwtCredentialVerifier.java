// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import static org.sluis.extensions.identity.credentials.CredentialBody.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.tokens.Jws;
import org.sluis.extensions.identity.tokens.Jws.MalformedException;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.identity.tokens.SignatureCheck.WrongSignatureException;

/**
 * Verifies JWT credentials of both forms. Of status it knows BitstringStatusList alone; a credential with another kind, or with a
 * schema, which it cannot check, is refused.
 */
public final class JwtCredentialVerifier implements CredentialVerifier {

    static final Duration SKEW = Duration.ofSeconds(30);
    private static final int LONGEST = 64 * 1024;
    private static final Set<String> TYPES = Set.of("jwt", "vc+jwt", "");

    private final SignatureCheck signatures;
    private final Clock clock;

    public JwtCredentialVerifier(DidDocuments documents, Clock clock) {
        this.signatures = new SignatureCheck(documents);
        this.clock = clock;
    }

    /**
     * The DID that signed a credential by its own account, before anything is fetched; to leave out whom nobody trusts.
     *
     * @throws RefusedCredentialException if it is not a signed credential
     */
    public static Did claimedIssuer(String compact) throws RefusedCredentialException {
        return parse(compact).signer();
    }

    @Override
    public VerifiedCredential verify(String compact, Did subject) throws RefusedCredentialException {
        var jws = parse(compact);
        var body = CredentialBody.of(jws);
        try {
            signatures.require(jws, Set.of(Relationship.ASSERTION_METHOD));
        } catch (WrongSignatureException e) {
            throw new RefusedCredentialException(e.getMessage(), e);
        }
        require(subject.value().equals(body.subject().path("id").textValue()), "subject: somebody else");
        require(body.field("credentialSchema").isMissingNode(), "schema: cannot be checked");
        return verified(body, subject, compact);
    }

    private VerifiedCredential verified(CredentialBody body, Did subject, String compact)
            throws RefusedCredentialException {
        var now = clock.instant();
        try {
            var from = body.validFrom();
            var until = body.validUntil();
            require(!from.minus(SKEW).isAfter(now), "start: in the future");
            require(until.plus(SKEW).isAfter(now), "expiry: over");
            return new VerifiedCredential(
                    body.id(),
                    body.types(),
                    body.issuer(),
                    subject,
                    from,
                    until,
                    status(body.field("credentialStatus")),
                    body.claims(),
                    compact);
        } catch (MalformedException e) {
            throw new RefusedCredentialException("time: " + e.getMessage(), e);
        }
    }

    private static Optional<VerifiedCredential.Status> status(JsonNode field) throws RefusedCredentialException {
        var status = field.isArray() && field.size() == 1 ? field.get(0) : field;
        if (status.isMissingNode()) {
            return Optional.empty();
        }
        require(status.path("type").asText().equals("BitstringStatusListEntry"), "status: of an unknown kind");
        require(status.path("statusSize").asInt(1) == 1, "status: not one bit");
        var index = status.path("statusListIndex").asText();
        require(index.matches("[0-9]{1,9}"), "status: index");
        var purpose = status.path("statusPurpose").asText();
        require(Set.of("revocation", "suspension").contains(purpose), "status: purpose");
        return Optional.of(new VerifiedCredential.Status(
                list(status.path("statusListCredential").asText()), Integer.parseInt(index), purpose));
    }

    private static URI list(String address) throws RefusedCredentialException {
        try {
            var uri = new URI(address);
            require(uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme()), "status: list address");
            return uri;
        } catch (java.net.URISyntaxException e) {
            throw new RefusedCredentialException("status: list address", e);
        }
    }

    private static Jws parse(String compact) throws RefusedCredentialException {
        try {
            return Jws.parse(compact, LONGEST, TYPES);
        } catch (MalformedException e) {
            throw new RefusedCredentialException("form: " + e.getMessage(), e);
        }
    }
}
