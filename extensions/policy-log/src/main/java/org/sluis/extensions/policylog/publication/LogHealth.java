// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import java.util.Optional;

/**
 * How publication is doing.
 *
 * @param size durable entries
 * @param signed how many of them a checkpoint covers
 * @param problem why nothing is signed, one line for people
 * @param forked whether the log contradicts what was signed before, so that only {@code sluis log restore} helps
 */
public record LogHealth(long size, long signed, Optional<String> problem, boolean forked) {}
