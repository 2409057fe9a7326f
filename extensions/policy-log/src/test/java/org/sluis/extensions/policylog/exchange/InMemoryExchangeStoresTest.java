// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

class InMemoryExchangeStoresTest extends ExchangeStoresContract {

    @Override
    protected WitnessedLogs witnessed() {
        return new InMemoryWitnessedLogs();
    }

    @Override
    protected SeenCheckpoints seen() {
        return new InMemorySeenCheckpoints();
    }

    @Override
    protected SignerKeys signers() {
        return new InMemorySignerKeys();
    }
}
