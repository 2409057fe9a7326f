// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sluis.extensions.identity.credentials.CredentialVerifier;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.VerifiedToken;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/**
 * An issuer delivers credentials (DCP 1.0 section 6.5). Only what we asked of that very issuer is kept, and only when all of it is
 * about us, of a type that was asked, and rightly signed.
 */
public final class CredentialDelivery {

    private static final System.Logger LOG = System.getLogger(CredentialDelivery.class.getName());
    private static final Set<String> FORMATS = Set.of("VC1_0_JWT", "VC2_0_JOSE", "vc11-sl2021/jwt", "vc20-bssl/jwt");

    private final Did self;
    private final CredentialRequests requests;
    private final CredentialVerifier verifier;
    private final Clock clock;

    public CredentialDelivery(Did self, CredentialRequests requests, CredentialVerifier verifier, Clock clock) {
        this.self = self;
        this.requests = requests;
        this.verifier = verifier;
        this.clock = clock;
    }

    WebAnswer answer(VerifiedToken issuer, WebRequest request) throws WebRefusal {
        var message = DcpMessage.of(request.body(), "CredentialMessage");
        var holderPid = message.text("holderPid");
        var issuerPid = message.text("issuerPid");
        var status = message.text("status");
        // The same answer for an unknown id and for one of another issuer: nobody learns which ids there are.
        var asked = requests.find(holderPid)
                .filter(open -> open.issuer().equals(issuer.issuer()))
                .orElseThrow(() -> new WebRefusal(404, "Not found", "there is no such request to this issuer"));
        switch (status) {
            case "ISSUED" -> store(asked, issuerPid, allVerified(message, asked));
            case "REJECTED" -> reject(asked, message);
            default -> throw DcpMessage.invalid("'status' must be ISSUED or REJECTED");
        }
        return WebAnswer.empty(200);
    }

    private List<HeldCredential> allVerified(DcpMessage message, CredentialRequest asked) throws WebRefusal {
        var containers = message.objects("credentials");
        if (containers.isEmpty()) {
            throw DcpMessage.invalid("'credentials' is empty");
        }
        var verified = new ArrayList<HeldCredential>();
        for (var container : containers) {
            verified.add(HeldCredential.of(verified(container, asked), asked.holderPid()));
        }
        return verified;
    }

    private VerifiedCredential verified(DcpMessage container, CredentialRequest asked) throws WebRefusal {
        if (!FORMATS.contains(container.text("format"))) {
            throw DcpMessage.invalid("'format' must be one of " + String.join(", ", FORMATS));
        }
        var type = container.text("credentialType");
        try {
            var credential = verifier.verify(container.longText("payload"), self);
            require(credential.issuer().equals(asked.issuer()), "it is from another issuer");
            require(credential.types().contains(type), "it is not of the type that the message says");
            require(asked.types().contains(type), "its type was not asked for");
            require(credential.validUntil().isAfter(clock.instant()), "it has expired");
            return credential;
        } catch (RefusedCredentialException e) {
            LOG.log(Level.WARNING, "{0} delivered a credential that was refused: {1}", asked.issuer(), e.getMessage());
            throw new WebRefusal(422, "Credential refused", "a credential does not verify; nothing was stored");
        }
    }

    private static void require(boolean holds, String otherwise) throws RefusedCredentialException {
        if (!holds) {
            throw new RefusedCredentialException(otherwise);
        }
    }

    private void store(CredentialRequest asked, String issuerPid, List<HeldCredential> credentials) throws WebRefusal {
        if (!requests.fulfil(asked.holderPid(), issuerPid, credentials, clock.instant())) {
            throw new WebRefusal(409, "Conflict", "the request is over; nothing was stored");
        }
        LOG.log(Level.INFO, "{0} delivered {1} credentials", asked.issuer(), credentials.size());
    }

    private void reject(CredentialRequest asked, DcpMessage message) throws WebRefusal {
        var reason = message.optionalText("rejectionReason").orElse("the issuer gave no reason");
        if (!requests.end(asked.holderPid(), CredentialRequest.State.REJECTED, reason, clock.instant())) {
            throw new WebRefusal(409, "Conflict", "the request is over");
        }
    }
}
