// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/** Whose credentials count, per type. Filled from the configuration and from the authorities that this firm joined. */
public interface TrustedIssuers {

    boolean trusts(Did issuer, String type);

    /** All issuers that are trusted for anything. */
    Set<Did> all();
}
