// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.Term;

/** Reads the request of a case. */
final class CaseRequest {

    private static final Set<String> KEYS =
            Set.of("moment", "action", "target", "party", "purpose", "application", "at", "country");

    private CaseRequest() {}

    /** The request; only to be used when no fault was added. */
    static Request read(String json, List<Reason> faults) {
        CaseValues values = CaseValues.read(json, "/request", KEYS, faults);
        return new Request(
                moment(values),
                action(values),
                values.text("target"),
                values.text("party"),
                values.text("purpose"),
                values.text("application"),
                values.text("country"),
                values.instant("at").orElse(Request.UNKNOWN_TIME));
    }

    private static String action(CaseValues values) {
        if (values.value("action").isEmpty()) {
            values.fault("action", "an action of the profile");
        }
        return Term.full(values.text("action").orElse(""));
    }

    private static Moment moment(CaseValues values) {
        Optional<String> written = values.text("moment");
        for (Moment moment : Moment.values()) {
            if (written.isPresent() && Words.lower(moment).equals(written.get())) {
                return moment;
            }
        }
        written.ifPresent(unknown -> values.fault("moment", "a moment of the profile"));
        return Moment.RELEASE;
    }
}
