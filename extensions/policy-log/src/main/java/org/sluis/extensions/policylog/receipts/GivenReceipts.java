// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Receipts that we give for what we received, kept until the provider has them; shared by all replicas, durable at once. */
public interface GivenReceipts {

    /**
     * A receipt on its way.
     *
     * @param use the provider's name of the use; unique within an agreement
     * @param attempts how often it could not be handed over
     */
    record GivenReceipt(UUID use, String agreement, String provider, String jws, int attempts) {}

    /**
     * Keeps a receipt, which is not sent before it is logged; of several for one use the first wins.
     *
     * @return the one that is kept now
     */
    GivenReceipt give(GivenReceipt receipt);

    /** Our log names it: it may be sent. */
    void logged(GivenReceipt receipt);

    /** Kept and not logged, as after a crash. */
    List<GivenReceipt> unlogged(int limit);

    /** Logged, not settled, and due to be sent; what waits longest comes first. */
    List<GivenReceipt> due(Instant now, int limit);

    /** The provider has them. */
    void delivered(List<GivenReceipt> receipts);

    /** The provider does not take it; it is not sent again. */
    void refused(GivenReceipt receipt, String why);

    /** Not now; counts an attempt. */
    void failed(List<GivenReceipt> receipts, Instant nextAttempt);

    /** The receipts of an agreement that our log names. */
    List<String> of(String agreement);

    /** How many our log names that the provider does not have. */
    long undelivered();
}
