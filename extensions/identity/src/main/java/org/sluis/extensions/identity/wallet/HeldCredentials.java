// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.util.List;

/** The credentials about us that issuers delivered; {@link CredentialRequests#fulfil} adds them. */
@FunctionalInterface
public interface HeldCredentials {

    /** All of them, also those that expired, in the order of their issuers and times. */
    List<HeldCredential> all();
}
