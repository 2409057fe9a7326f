// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/** The codes of {@link Reason}s; stable, for machines. */
public final class Code {

    /** A request or fact value is none that the profile knows. */
    public static final String MALFORMED = "malformed";

    /** From release on there must be an active agreement. */
    public static final String AGREEMENT_NOT_ACTIVE = "agreement-not-active";

    /** From release on the policy must be an agreement with target, assigner and assignee. */
    public static final String NOT_AN_AGREEMENT = "not-an-agreement";

    /** The request is about other data than the policy. */
    public static final String TARGET_DIFFERS = "target-differs";

    /** The asking participant is not the policy's assignee. */
    public static final String PARTY_DIFFERS = "party-differs";

    /** An active prohibition covers the action. */
    public static final String PROHIBITED = "prohibited";

    /** An obligation of the policy has been violated. */
    public static final String OBLIGATION_VIOLATED = "obligation-violated";

    /** A duty of the permission has been violated. */
    public static final String DUTY_VIOLATED = "duty-violated";

    /** No permission covers the action. */
    public static final String NO_PERMISSION = "no-permission";

    /** A constraint of a permission is false. */
    public static final String CONSTRAINT_NOT_MET = "constraint-not-met";

    /** A constraint of a permission needs a fact that is absent. */
    public static final String FACT_MISSING = "fact-missing";

    /** More than one member of a xone holds. */
    public static final String NOT_EXACTLY_ONE = "not-exactly-one";

    private Code() {}
}
