// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

class InMemoryWalletTest extends CredentialRequestsContract {

    private final InMemoryWallet wallet = new InMemoryWallet();

    @Override
    protected CredentialRequests requests() {
        return wallet;
    }

    @Override
    protected HeldCredentials held() {
        return wallet;
    }
}
