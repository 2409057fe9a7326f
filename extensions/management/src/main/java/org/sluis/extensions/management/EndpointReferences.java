// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.Optional;

/** The endpoints that providers opened for transfers this company asked for. */
public interface EndpointReferences {

    /** Keeps the reference; an earlier one of the same transfer is replaced. */
    void save(EndpointReference reference);

    Optional<EndpointReference> findByTransfer(String transfer);

    /** The one received last for the agreement. */
    Optional<EndpointReference> newest(String agreement);

    /** Forgets the reference of a transfer that is over. */
    void remove(String transfer);
}
