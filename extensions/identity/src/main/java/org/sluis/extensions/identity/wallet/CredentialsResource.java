// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.sluis.extensions.identity.credentials.CredentialVerifier;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.credentials.StatusLists;
import org.sluis.extensions.identity.did.Did;

/** {@code GET /sluis/credentials}: what we hold, how long it lasts, and what issuers offer. */
@Path("/sluis/credentials")
public final class CredentialsResource {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Did self;
    private final HeldCredentials held;
    private final CredentialRequests requests;
    private final CredentialOffers offers;
    private final CredentialVerifier verifier;
    private final StatusLists statuses;
    private final Clock clock;

    public CredentialsResource(
            Did self,
            HeldCredentials held,
            CredentialRequests requests,
            CredentialOffers offers,
            CredentialVerifier verifier,
            StatusLists statuses,
            Clock clock) {
        this.self = self;
        this.held = held;
        this.requests = requests;
        this.offers = offers;
        this.verifier = verifier;
        this.statuses = statuses;
        this.clock = clock;
    }

    @GET
    public Response list() {
        var answer = JSON.createObjectNode();
        var list = answer.putArray("credentials");
        held.all().forEach(credential -> list.add(json(credential)));
        var offered = answer.putArray("offers");
        for (var offer : offers.all()) {
            var types = offered.addObject()
                    .put("issuer", offer.issuer().value())
                    .put("receivedAt", offer.receivedAt().toString())
                    .putArray("credentials");
            offer.credentials().forEach(each -> types.add(each.type().orElse(each.id())));
        }
        return Response.ok(answer.toString(), "application/json").build();
    }

    private ObjectNode json(HeldCredential credential) {
        var json = JSON.createObjectNode();
        var types = json.putArray("types");
        credential.types().stream().sorted().forEach(types::add);
        json.put("issuer", credential.issuer().value())
                .put("validFrom", credential.validFrom().toString())
                .put("validUntil", credential.validUntil().toString())
                .put("status", status(credential))
                .put("renewal", credential.renewal().toString());
        requests.newest(credential.issuer())
                .filter(last -> last.state() != CredentialRequest.State.ISSUED)
                .ifPresent(last -> json.put("request", last.state().name().toLowerCase(Locale.ROOT))
                        .put("problem", last.reason().orElse(null)));
        return json;
    }

    /** As partners see it: what they cannot verify is worth nothing to us. */
    private String status(HeldCredential credential) {
        Instant now = clock.instant();
        if (!credential.isCurrent(now)) {
            return "expired";
        }
        try {
            var verified = verifier.verify(credential.compact(), self);
            statuses.update(verified);
            return statuses.isCurrent(verified) ? "current" : "revoked or unknown";
        } catch (RefusedCredentialException e) {
            return "does not verify: " + e.getMessage();
        }
    }
}
