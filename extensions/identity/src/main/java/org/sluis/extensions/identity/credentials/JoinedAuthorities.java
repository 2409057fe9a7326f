// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.util.Map;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/** Authorities that this firm joined, and the credential types it takes from each. */
@FunctionalInterface
public interface JoinedAuthorities {

    /** As they are now; read often, so from memory. */
    Map<Did, Set<String>> trusted();
}
