// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.stream.Collectors;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;

/** Finds the partners that people name. */
record PartnerNames(Partners partners) {

    /** The partner with this name or identifier; a {@link Refusal} that lists those known if there is none. */
    Partner require(String nameOrId) {
        return partners.named(nameOrId)
                .orElseThrow(() -> Refusal.notFound("no partner '" + nameOrId + "'; known: "
                        + partners.all().stream().map(Partner::name).collect(Collectors.joining(", "))
                        + "; partners are named in sluis.yaml or in the directory of a data space"));
    }

    /** The short name of a participant, or its identifier when it is no partner. */
    String of(String participant) {
        return partners.byId(participant).map(Partner::name).orElse(participant);
    }
}
