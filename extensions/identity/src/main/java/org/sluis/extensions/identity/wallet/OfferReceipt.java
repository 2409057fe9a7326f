// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.time.Clock;
import java.util.ArrayList;
import org.sluis.extensions.identity.credentials.TrustedIssuers;
import org.sluis.extensions.identity.tokens.VerifiedToken;
import org.sluis.extensions.identity.wallet.CredentialOffer.Offered;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/** An issuer makes an offer (DCP 1.0 section 6.6). Kept when we trust that issuer, for people to see; it changes nothing by itself. */
public final class OfferReceipt {

    private final CredentialOffers offers;
    private final TrustedIssuers trusted;
    private final Clock clock;

    public OfferReceipt(CredentialOffers offers, TrustedIssuers trusted, Clock clock) {
        this.offers = offers;
        this.trusted = trusted;
        this.clock = clock;
    }

    WebAnswer answer(VerifiedToken issuer, WebRequest request) throws WebRefusal {
        var message = DcpMessage.of(request.body(), "CredentialOfferMessage");
        if (!message.text("issuer").equals(issuer.issuer().value())) {
            throw DcpMessage.invalid("'issuer' must be who sends the message");
        }
        var offered = new ArrayList<Offered>();
        for (var credential : message.objects("credentials")) {
            offered.add(new Offered(id(credential), credential.optionalText("credentialType")));
        }
        if (offered.isEmpty()) {
            throw DcpMessage.invalid("'credentials' is empty");
        }
        if (!trusted.all().contains(issuer.issuer())) {
            throw new WebRefusal(403, "Forbidden", "offers are taken from our authorities only");
        }
        offers.save(new CredentialOffer(issuer.issuer(), offered, clock.instant()));
        return WebAnswer.empty(200);
    }

    private static String id(DcpMessage credential) throws WebRefusal {
        var name = credential.has("id") ? "id" : "@id";
        return credential.text(name);
    }
}
