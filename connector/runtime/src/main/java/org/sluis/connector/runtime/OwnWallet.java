// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.URI;
import java.time.Clock;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.onboarding.JoinedIssuers;
import org.sluis.extensions.identity.onboarding.OnboardingSteps.Firm;
import org.sluis.extensions.storage.PostgresCredentialOffers;
import org.sluis.extensions.storage.PostgresCredentialRequests;
import org.sluis.extensions.storage.PostgresDirectory;
import org.sluis.extensions.storage.PostgresHeldCredentials;
import org.sluis.extensions.storage.PostgresMemberships;

/** Our wallet, on the database. */
final class OwnWallet {

    private OwnWallet() {}

    /** The authorities that were joined; identity needs to know them before there is a wallet. */
    static JoinedIssuers joined(Storage storage) {
        return new JoinedIssuers(new PostgresMemberships(storage.ours()));
    }

    /** Puts it together; nothing runs yet. */
    static Wallet open(
            Configuration configuration, Storage storage, Network network, Identity identity, JoinedIssuers joined) {
        var address = configuration.listeners().open().address();
        var database = storage.ours();
        return new Wallet(
                identity,
                new Firm(identity.self(), configuration.participant().name(), URI.create(address + "/dsp")),
                URI.create(address + "/credentials"),
                new Wallet.Ports(
                        new PostgresCredentialRequests(database),
                        new PostgresHeldCredentials(database),
                        new PostgresCredentialOffers(database),
                        new PostgresMemberships(database),
                        joined,
                        new PostgresDirectory(database),
                        network.outbound(),
                        Clock.systemUTC()));
    }
}
