// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/** Something in a running connector that keeps clauses. A clause whose mechanisms do not run is not kept, and its label says so. */
public enum Mechanism {
    /** Offers, negotiations and transfers are decided on by the policy. */
    DECISIONS,
    /** Each request for data is decided on before its first byte. */
    RELEASES,
    /** Running transfers are decided on again. */
    MONITOR,
    /** Who asks is verified, and so are the credentials shown. */
    IDENTITY,
    /** Uses are counted, and no use is counted by two. */
    LEDGER,
    /** Data is cut to what a partner may see before it leaves. */
    DISCLOSURES,
    /** What happens is on record in a log that others cosign. */
    POLICY_LOG,
    /** Keys to delivered data expire and are renewed. */
    LEASES,
    /** The receiver reports each use. */
    USE_RECEIPTS,
    /** The receiver deletes, and signs that it did. */
    DELETION,
    /** Offers of received data are checked against the terms under which it came. */
    ONWARD_SHARING,
    /** The receiver's application proves its key with each use. */
    CUSTODY
}
