// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/**
 * Why a rule did not hold.
 *
 * @param pointer JSON pointer into the policy, or "" where no rule is concerned
 * @param code machine-readable cause, for example {@code constraint-not-met}
 * @param leftOperand prefixed term, or "" where no constraint is concerned
 * @param operator prefixed term, or ""
 * @param wanted what the policy asks
 * @param observed what the request and the facts show; "" when absent
 */
public record Reason(
        String pointer, String code, String leftOperand, String operator, String wanted, String observed) {}
