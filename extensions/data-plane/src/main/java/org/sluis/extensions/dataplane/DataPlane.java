// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.net.URI;
import java.time.Instant;

/**
 * Serves flows that a control plane hands over. Independent of which control plane that is.
 *
 * <p>Source: the Data Plane Signaling protocol, reduced to what a pull needs.
 */
public interface DataPlane {

    /** Checks that this data plane can serve the transfer. Keeps nothing. */
    void prepare(Transfer transfer) throws UnservableTransferException;

    /** Opens the flow, or opens it again, and gives out a new token for it. */
    Access start(Transfer transfer) throws UnservableTransferException;

    /** Denies the flow's next request and cuts what is running, until it is started again. */
    void suspend(String transfer, String reason);

    /** Denies every later request and cuts what is running. */
    void terminate(String transfer, String reason);

    /**
     * What is to be served, to whom, under which agreement.
     *
     * @param id the provider's transfer process id
     */
    record Transfer(String id, String agreement, String consumer, String dataset, SourceAddress source) {}

    /**
     * What the consumer needs to fetch the data.
     *
     * @param token a secret
     */
    record Access(URI address, String token, Instant expiresAt) {

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Access[address=" + address + ", expiresAt=" + expiresAt + "]";
        }
    }

    /** This data plane cannot serve the transfer; the message says why and holds no secrets. */
    final class UnservableTransferException extends Exception {
        public UnservableTransferException(String message) {
            super(message);
        }
    }
}
