// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** What reached this company from its providers. */
@FunctionalInterface
public interface ReceivedBodies {

    /**
     * Returns once the log says so; the receipt to the provider goes out later. Does nothing where no receipt is due.
     *
     * @throws RecordUnavailableException if it cannot be logged; the body must not be passed on whole
     */
    void received(ReceivedBody body) throws RecordUnavailableException;
}
