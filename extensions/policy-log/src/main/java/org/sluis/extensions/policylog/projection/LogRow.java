// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.projection;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.log.Hash;

/**
 * An entry of the log, for queries.
 *
 * @param at when it happened
 * @param logged leaf time, milliseconds since 1970
 * @param leaf leaf hash, with which the row is proven to be the entry
 * @param outcome allow, deny, error or info
 * @param actor pseudonym of the principal behind it
 * @param payload as logged; empty when it is erased
 */
public record LogRow(
        long index,
        Optional<UUID> id,
        Instant at,
        long logged,
        Hash leaf,
        String type,
        Optional<String> outcome,
        Optional<String> peer,
        Optional<String> agreement,
        Optional<String> dataset,
        Optional<String> actor,
        Optional<String> payload) {}
