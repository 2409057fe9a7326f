// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.LogicalConstraint.Connective;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Times;

/** Until when an agreement can allow anything, as far as its own words fix a moment. */
public final class Validity {

    private Validity() {}

    /**
     * The moment from which no permission holds any more, whatever else happens; empty when there is none that is known now.
     * Revocation and the end of credentials may come earlier.
     */
    public static Optional<Instant> until(Agreement agreement) {
        var permissions = AgreedPolicy.read(agreement.canonical())
                .map(read -> read.policy().permissions())
                .orElse(List.of());
        var ends = permissions.stream()
                .map(permission -> end(permission, agreement.signedAt()))
                .toList();
        return ends.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : ends.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    /** The earliest end among conditions that must all hold. */
    private static Optional<Instant> end(Permission permission, Instant signedAt) {
        return permission.constraints().stream()
                .flatMap(Validity::allOf)
                .flatMap(constraint -> end(constraint, signedAt).stream())
                .min(Comparator.naturalOrder());
    }

    private static Stream<AtomicConstraint> allOf(Constraint constraint) {
        if (constraint instanceof AtomicConstraint atomic) {
            return Stream.of(atomic);
        }
        return constraint instanceof LogicalConstraint logical && logical.connective() == Connective.AND
                ? logical.members().stream().flatMap(Validity::allOf)
                : Stream.empty();
    }

    private static Optional<Instant> end(AtomicConstraint constraint, Instant signedAt) {
        if (constraint.operator() != Operator.LT && constraint.operator() != Operator.LTEQ) {
            return Optional.empty();
        }
        return switch (constraint.leftOperand()) {
            case DATE_TIME -> Times.instant(constraint.rightOperand());
            case SINCE_AGREEMENT -> Times.duration(constraint.rightOperand()).map(signedAt::plus);
            default -> Optional.empty();
        };
    }
}
