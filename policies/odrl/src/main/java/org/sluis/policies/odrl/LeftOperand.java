// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.sluis.policies.odrl.Operator.EQ;
import static org.sluis.policies.odrl.Operator.GT;
import static org.sluis.policies.odrl.Operator.GTEQ;
import static org.sluis.policies.odrl.Operator.LT;
import static org.sluis.policies.odrl.Operator.LTEQ;
import static org.sluis.policies.odrl.Operator.NEQ;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a constraint looks at, with the operators and the form of right operand it takes. */
public enum LeftOperand implements Term {
    RECIPIENT(ODRL + "recipient", RightOperandForm.DID, EQ, NEQ),
    PURPOSE(ODRL + "purpose", RightOperandForm.TEXT, EQ, NEQ),
    DATE_TIME(ODRL + "dateTime", RightOperandForm.INSTANT, LT, LTEQ, GT, GTEQ),
    SINCE_AGREEMENT(SLUIS + "sinceAgreement", RightOperandForm.DURATION, LTEQ, LT, GTEQ, GT),
    ELAPSED_TIME(ODRL + "elapsedTime", RightOperandForm.DURATION, LTEQ, LT),
    DELAY_PERIOD(ODRL + "delayPeriod", RightOperandForm.DURATION, GTEQ, GT),
    COUNT(ODRL + "count", RightOperandForm.COUNT, LTEQ, LT),
    WINDOW(SLUIS + "window", RightOperandForm.DURATION, EQ),
    LEASE(SLUIS + "lease", RightOperandForm.DURATION, LTEQ),
    MEMBERSHIP(SLUIS + "membership", RightOperandForm.DID, EQ),
    ROLE(SLUIS + "role", RightOperandForm.TEXT, EQ),
    LABEL(SLUIS + "label", RightOperandForm.TEXT, EQ),
    CONNECTOR(SLUIS + "connector", RightOperandForm.TEXT, EQ),
    DISCLOSURE(SLUIS + "disclosure", RightOperandForm.TEXT, EQ),
    HOPS(SLUIS + "hops", RightOperandForm.COUNT, LTEQ, LT),
    SPATIAL(ODRL + "spatial", RightOperandForm.COUNTRY, EQ, NEQ),
    SYSTEM_DEVICE(ODRL + "systemDevice", RightOperandForm.THUMBPRINT, EQ),
    /** Stands only in duties and obligations, and is never compared: it says how soon. */
    WITHIN(SLUIS + "within", RightOperandForm.DURATION, LTEQ);

    private static final Map<String, LeftOperand> BY_IRI =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(LeftOperand::iri, Function.identity()));

    private final String iri;
    private final RightOperandForm form;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Operator> operators;

    LeftOperand(String iri, RightOperandForm form, Operator... operators) {
        this.iri = iri;
        this.form = form;
        this.operators = List.of(operators);
    }

    /** The left operand with this full IRI. */
    public static Optional<LeftOperand> of(String iri) {
        return Optional.ofNullable(BY_IRI.get(iri));
    }

    @Override
    public String iri() {
        return iri;
    }

    /** The form its right operand must have. */
    public RightOperandForm form() {
        return form;
    }

    /** The operators it may be compared by. */
    public List<Operator> operators() {
        return operators;
    }
}
