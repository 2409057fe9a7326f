// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.Optional;

/**
 * One request for data under an agreement, as the provider's data plane understood it.
 *
 * @param transfer the transfer process it belongs to
 * @param party the asking participant, verified
 * @param dataset what is asked for
 * @param purpose IRI of the stated purpose
 * @param disclosure name of the disclosure that will be applied to the data
 */
public record ReleaseRequest(
        String transfer,
        String agreement,
        String party,
        String dataset,
        Optional<String> purpose,
        Optional<String> disclosure) {}
