// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.util.List;

/** Offers of issuers we trust: the newest of each. */
public interface CredentialOffers {

    /** Keeps an offer in place of the issuer's last one. Durable when it returns. */
    void save(CredentialOffer offer);

    List<CredentialOffer> all();
}
