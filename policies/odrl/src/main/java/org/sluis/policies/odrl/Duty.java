// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.Optional;

/**
 * Something that must be done: a permission's duty or a policy's obligation.
 *
 * @param within how soon, as its author wrote the duration
 */
public record Duty(Action action, Optional<String> within) implements Rule {}
