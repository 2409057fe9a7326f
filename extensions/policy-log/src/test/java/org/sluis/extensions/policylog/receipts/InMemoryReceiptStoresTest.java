// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

class InMemoryReceiptStoresTest extends ReceiptStoresContract {

    private final GivenReceipts given = new InMemoryGivenReceipts();
    private final TakenReceipts taken = new InMemoryTakenReceipts();
    private final Set<String> sealed = new HashSet<>();
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(sealed::contains, taken);

    @Override
    protected GivenReceipts given() {
        return given;
    }

    @Override
    protected TakenReceipts taken() {
        return taken;
    }

    @Override
    protected Deliveries deliveries() {
        return deliveries;
    }

    @Override
    protected void agree(String agreement, boolean isSealed) {
        if (isSealed) {
            sealed.add(agreement);
        }
    }

    @Override
    protected UUID use(String agreement, Instant at) {
        var use = UUID.randomUUID();
        deliveries.reserve(use, agreement, at);
        return use;
    }
}
