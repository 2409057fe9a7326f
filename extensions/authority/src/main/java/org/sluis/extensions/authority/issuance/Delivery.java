// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.issuance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.extensions.web.Outbound.OutboundRequest;

/**
 * Brings credentials to their holders (DCP 1.0 section 6.5). What is issued is durable before it is sent; sent again after a crash
 * or a lost answer it is the same credentials with the same ids.
 */
public final class Delivery {

    public static final String CONTEXT = "https://w3id.org/dspace-dcp/v1.0/dcp.jsonld";

    /** Longer than one delivery can take. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofDays(7);

    private final AuthoritySettings authority;
    private final Issuances issuances;
    private final SignedCredentials credentials;
    private final DidDocuments documents;
    private final SelfIssuedTokens tokens;
    private final Outbound outbound;
    private final Clock clock;

    public Delivery(
            AuthoritySettings authority,
            Issuances issuances,
            SignedCredentials credentials,
            DidDocuments documents,
            SelfIssuedTokens tokens,
            Outbound outbound,
            Clock clock) {
        this.authority = authority;
        this.issuances = issuances;
        this.credentials = credentials;
        this.documents = documents;
        this.tokens = tokens;
        this.outbound = outbound;
        this.clock = clock;
    }

    /** Tries one delivery that is due; false if none is. */
    public boolean one() {
        var due = issuances.takeDue(clock.instant(), LEASE);
        due.ifPresent(this::deliver);
        return due.isPresent();
    }

    private void deliver(CredentialRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var issued = issuances.allocate(request.id(), now, now.plus(authority.validity()));
        if (issued.isEmpty()) {
            issuances.close(
                    request.id(),
                    CredentialRequest.State.REJECTED,
                    "the holder is entitled to none of what it asked for");
            return;
        }
        try {
            send(request, issued);
            issuances.close(request.id(), CredentialRequest.State.ISSUED, "");
        } catch (UndeliveredException e) {
            failed(request, e.getMessage());
        }
    }

    private void failed(CredentialRequest request, String why) {
        var now = clock.instant();
        if (request.openedAt().plus(PATIENCE).isBefore(now)) {
            issuances.close(request.id(), CredentialRequest.State.REJECTED, "not delivered in 7 days: " + why);
        } else {
            issuances.postpone(request.id(), next(request, now), why);
        }
    }

    private static Instant next(CredentialRequest request, Instant now) {
        var pause = Duration.ofMillis(500L << Math.min(request.attempts(), 12));
        return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private void send(CredentialRequest request, List<Issuance> issued) throws UndeliveredException {
        var headers =
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + tokens.to(request.holder()));
        try {
            var answer = outbound.send(new OutboundRequest(
                    "POST",
                    endpoint(request.holder()),
                    headers,
                    message(request, issued).toString()));
            // A holder that says the request is over has what an earlier attempt brought; its answer was lost.
            if (answer.status() / 100 != 2 && answer.status() != 409) {
                throw new UndeliveredException("the holder's credential service answered HTTP " + answer.status());
            }
        } catch (OutboundException e) {
            throw new UndeliveredException("the holder's credential service cannot be reached: " + e.getMessage());
        }
    }

    private URI endpoint(Did holder) throws UndeliveredException {
        try {
            var address = documents.resolve(holder).address(DidDocument.CREDENTIAL_SERVICE, "/credentials");
            if (address.isEmpty()) {
                documents.refresh(holder);
                throw new UndeliveredException("the holder's DID document names no CredentialService");
            }
            return address.get();
        } catch (UnresolvableDidException e) {
            throw new UndeliveredException(e.getMessage());
        }
    }

    private ObjectNode message(CredentialRequest request, List<Issuance> issued) {
        var message = JsonNodeFactory.instance.objectNode();
        message.putArray("@context").add(CONTEXT);
        message.put("type", "CredentialMessage")
                .put("issuerPid", request.id().toString())
                .put("holderPid", request.holderPid())
                .put("status", "ISSUED");
        var list = message.putArray("credentials");
        issued.forEach(issuance -> list.addObject()
                .put("credentialType", issuance.attestation().type())
                .put("payload", credentials.sign(issuance))
                .put("format", "VC1_0_JWT"));
        return message;
    }

    private static final class UndeliveredException extends Exception {
        UndeliveredException(String why) {
            super(why, null, false, false);
        }
    }
}
