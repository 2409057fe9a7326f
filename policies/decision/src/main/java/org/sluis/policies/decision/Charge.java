// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.util.Optional;

/**
 * One use to be counted against one limit.
 *
 * @param rule pointer of the rule, for example {@code permission/0}
 * @param window the rolling window; empty counts over the agreement's whole life
 * @param limit the highest number of uses, this one included
 */
public record Charge(String rule, Optional<Duration> window, long limit) {}
