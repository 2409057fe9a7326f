// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Receipts that we took for what we sent, one for a use; shared by all replicas, durable at once. */
public interface TakenReceipts {

    /**
     * A receipt that was found in order.
     *
     * @param sent what we sent; empty when that is not known
     */
    record TakenReceipt(UUID use, String agreement, String jws, Optional<Sent> sent, boolean logged) {}

    /** What we say that we sent. */
    record Sent(long bytes, String sha256) {}

    Optional<TakenReceipt> find(UUID use);

    /**
     * Keeps a receipt; of several for one use the first wins.
     *
     * @return the one that is kept now
     */
    TakenReceipt take(TakenReceipt receipt);

    /** Our log names it. */
    void logged(UUID use);

    /** Kept and not logged, as after a crash. */
    List<TakenReceipt> unlogged(int limit);

    /** The receipts of an agreement that our log names. */
    List<String> of(String agreement);
}
