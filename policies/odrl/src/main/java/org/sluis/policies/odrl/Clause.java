// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/**
 * One sentence of a policy in plain words.
 *
 * @param pointer into the model, for example {@code /permission/0/constraint/1}; "" for the policy as a whole
 */
public record Clause(String pointer, String text, Label label) {}
