// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.time.Instant;
import java.util.Set;

/**
 * A status list of one issuer, as it was at {@code from}.
 *
 * @param until after which it says nothing any more
 */
record StatusList(Set<String> purposes, Instant from, Instant until, Bitstring bits) {}
