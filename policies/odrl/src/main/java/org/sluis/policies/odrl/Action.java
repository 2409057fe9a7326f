// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a rule is about; the profile knows no other actions. */
public enum Action implements Term {
    USE(Place.RULE, ODRL + "use"),
    READ(Place.RULE, ODRL + "read"),
    DISPLAY(Place.RULE, ODRL + "display"),
    AGGREGATE(Place.RULE, ODRL + "aggregate"),
    DERIVE(Place.RULE, ODRL + "derive"),
    DISTRIBUTE(Place.RULE, ODRL + "distribute"),
    TRANSFER(Place.RULE, ODRL + "transfer"),
    ARCHIVE(Place.RULE, ODRL + "archive"),
    PRINT(Place.RULE, ODRL + "print"),
    INFORM(Place.DUTY, ODRL + "inform"),
    LOG(Place.DUTY, SLUIS + "log"),
    ATTRIBUTE(Place.DUTY, ODRL + "attribute"),
    NEXT_POLICY(Place.DUTY, ODRL + "nextPolicy"),
    DELETE(Place.OBLIGATION, ODRL + "delete");

    /** Where an action may stand: a duty's action also in an obligation, never the other way round. */
    enum Place {
        RULE,
        DUTY,
        OBLIGATION
    }

    private static final Map<String, Action> BY_IRI =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Action::iri, Function.identity()));

    private final Place place;
    private final String iri;

    Action(Place place, String iri) {
        this.place = place;
        this.iri = iri;
    }

    /** The action with this full IRI. */
    public static Optional<Action> of(String iri) {
        return Optional.ofNullable(BY_IRI.get(iri));
    }

    @Override
    public String iri() {
        return iri;
    }

    /** Whether this may be asked for, permitted and prohibited. */
    public boolean isRequestable() {
        return place == Place.RULE;
    }

    /** Whether this may be the duty of a permission. */
    public boolean isDuty() {
        return place == Place.DUTY;
    }

    /** Whether this may be an obligation of a policy. */
    public boolean isObligation() {
        return place != Place.RULE;
    }

    /** Whether a rule about this action is also about the requested one: {@code use} includes four others. */
    public boolean includes(Action requested) {
        return this == requested
                || (this == USE
                        && (requested == READ
                                || requested == DISPLAY
                                || requested == AGGREGATE
                                || requested == DERIVE));
    }
}
