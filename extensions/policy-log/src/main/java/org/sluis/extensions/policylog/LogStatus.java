// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.util.List;
import java.util.Optional;

/**
 * How the log is doing.
 *
 * @param entries durable ones
 * @param signed how many of them a checkpoint covers
 * @param problem why nothing is signed or taken, one line for people
 * @param missingReceipts bodies that were sent whole over an hour ago, and nobody confirmed
 * @param undeliveredReceipts of ours, that a provider did not take yet
 */
public record LogStatus(
        long entries,
        long signed,
        Optional<String> problem,
        List<Cosigner> cosigners,
        long missingReceipts,
        long undeliveredReceipts) {

    public LogStatus {
        cosigners = List.copyOf(cosigners);
    }

    /**
     * Somebody who is asked to cosign.
     *
     * @param state {@code cosigns}, {@code one-sided} (keeps no log), {@code failing}, or {@code unknown} since the start
     * @param problem why the last attempt failed, one line for people
     */
    public record Cosigner(String did, boolean witness, String state, Optional<String> problem) {}
}
