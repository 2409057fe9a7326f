// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.Policy;

/**
 * A policy that is ready to be decided on. Immutable; compile once for each agreement. Many are held at once and they repeat each
 * other's texts, so each text is kept once.
 */
public final class CompiledPolicy {

    private final Policy.Kind kind;
    private final Optional<String> target;
    private final Optional<String> assigner;
    private final Optional<String> assignee;
    private final CompiledRule[] permissions;
    private final CompiledRule[] prohibitions;
    private final List<CompiledDuty> obligations;
    private final Set<String> credentialTypes;

    private CompiledPolicy(
            Policy policy,
            CompiledRule[] permissions,
            CompiledRule[] prohibitions,
            List<CompiledDuty> obligations,
            Set<String> credentialTypes) {
        this.kind = policy.kind();
        this.target = policy.target().map(String::intern);
        this.assigner = policy.assigner().map(String::intern);
        this.assignee = policy.assignee().map(String::intern);
        this.permissions = permissions;
        this.prohibitions = prohibitions;
        this.obligations = obligations;
        this.credentialTypes = credentialTypes;
    }

    /**
     * Compiles a policy that {@link org.sluis.policies.odrl.PolicyReader} read.
     *
     * @throws IllegalArgumentException if a right operand has not the form its left operand takes
     */
    public static CompiledPolicy of(Policy policy) {
        RuleCompiler compiler = new RuleCompiler(policy);
        return new CompiledPolicy(
                policy,
                compiler.permissions(),
                compiler.prohibitions(),
                compiler.obligations(),
                NeededCredentials.types(policy));
    }

    /** As {@link #of} for a policy whose rules are those of this one, in the same order; what they compile to is shared. */
    public CompiledPolicy withSameRules(Policy policy) {
        return new CompiledPolicy(policy, permissions, prohibitions, obligations, credentialTypes);
    }

    /** Types of the credentials that this policy looks at. */
    public Set<String> credentialTypes() {
        return credentialTypes;
    }

    boolean isCompleteAgreement() {
        return kind == Policy.Kind.AGREEMENT && target.isPresent() && assigner.isPresent() && assignee.isPresent();
    }

    /** A definition or offer without a target matches any; an agreement does not. */
    boolean concernsTarget(Optional<String> asked) {
        return matches(target, asked);
    }

    /** A definition or offer without an assignee matches any; an agreement does not. */
    boolean concernsParty(Optional<String> asking) {
        return matches(assignee, asking);
    }

    private boolean matches(Optional<String> named, Optional<String> asked) {
        return named.isEmpty() ? kind != Policy.Kind.AGREEMENT : named.equals(asked);
    }

    Optional<String> target() {
        return target;
    }

    Optional<String> assignee() {
        return assignee;
    }

    /** In canonical order. */
    CompiledRule[] permissions() {
        return permissions;
    }

    CompiledRule[] prohibitions() {
        return prohibitions;
    }

    List<CompiledDuty> obligations() {
        return obligations;
    }
}
