// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/** A condition on a rule: one comparison, or several under one logical operator. */
public sealed interface Constraint permits AtomicConstraint, LogicalConstraint {}
