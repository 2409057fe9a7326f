// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/**
 * One comparison.
 *
 * @param rightOperand as its author wrote it; {@link LeftOperand#form()} says how to read it
 */
public record AtomicConstraint(LeftOperand leftOperand, Operator operator, String rightOperand) implements Constraint {}
