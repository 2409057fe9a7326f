// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/** A firm whose credential service keeps what is delivered by whoever proves who it is. */
public final class ServedHolder implements AutoCloseable {

    public final ServedParty party;
    public final List<JsonNode> received = new CopyOnWriteArrayList<>();
    /** How many deliveries are kept, but answered as if they failed. */
    public final AtomicInteger failures = new AtomicInteger();

    private final AtomicInteger requests = new AtomicInteger();

    public ServedHolder() throws Exception {
        party = new ServedParty(0, Set.of());
        party.name(new DidDocument.Service(
                party.did + "#wallet", DidDocument.CREDENTIAL_SERVICE, URI.create(party.address + "/credentials")));
        party.serve("/credentials", this::take);
    }

    private WebAnswer take(WebRequest request) throws WebRefusal {
        try {
            party.identity.tokenVerifier().verify(request.bearer().orElse(""));
        } catch (RefusedTokenException e) {
            throw new WebRefusal(401, "Unauthorized", e.getMessage());
        }
        received.add(request.body().orElseThrow());
        if (failures.getAndDecrement() > 0) {
            throw new WebRefusal(503, "Away", "later");
        }
        return WebAnswer.empty(200);
    }

    /** A new request, the first of which is {@code pid-1}. */
    public String request(String... types) {
        var list = String.join(
                ", ",
                List.of(types).stream().map(type -> "{\"id\":\"" + type + "\"}").toList());
        return "{\"@context\":[\"https://w3id.org/dspace-dcp/v1.0/dcp.jsonld\"],\"type\":\"CredentialRequestMessage\","
                + "\"holderPid\":\"pid-" + requests.incrementAndGet() + "\",\"credentials\":[" + list + "]}";
    }

    /** Waits until so many deliveries came. */
    public void await(int deliveries) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (received.size() < deliveries && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        if (received.size() < deliveries) {
            throw new AssertionError("only " + received.size() + " of " + deliveries + " deliveries came");
        }
    }

    /** A delivered credential, verified as a wallet does it. */
    public VerifiedCredential verified(int delivery, int credential) throws Exception {
        var payload = received.get(delivery).path("credentials").get(credential).path("payload");
        return party.identity.credentialVerifier().verify(payload.asText(), party.did);
    }

    /** Whether a verifier takes it for current now, by the list that it fetches. */
    public boolean isCurrent(VerifiedCredential credential) {
        party.identity.statusLists().update(credential);
        return party.identity.statusLists().isCurrent(credential);
    }

    @Override
    public void close() {
        party.close();
    }
}
