// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/**
 * Something in a policy that this profile refuses.
 *
 * @param pointer JSON pointer (RFC 6901) into the document as its author wrote it
 * @param code stable and machine-readable, for example {@code unknown-operand}
 * @param message what is wrong and what to do, one sentence
 */
public record Problem(String pointer, String code, String message) {}
