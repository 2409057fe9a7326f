// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.util.Optional;

/** What the other party calls a transfer process (DSP: consumerPid and providerPid). */
@FunctionalInterface
public interface TransferPids {

    /**
     * The other party's id of our transfer process; empty if we have no such process.
     *
     * @throws RuntimeException if it cannot be known now
     */
    Optional<String> counterpart(String transfer);
}
