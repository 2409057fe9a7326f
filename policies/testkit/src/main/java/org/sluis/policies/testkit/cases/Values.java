// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import java.time.Instant;
import java.util.List;

/** The values that requests, facts and policies are made of: few, so that they meet. */
final class Values {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final List<String> TARGETS = List.of("urn:sluis:status:own-orders", "urn:dataset:x");
    static final List<String> PARTIES =
            List.of("did:web:builder.example", "did:web:steel.example%3A8080:firms:1", "did:key:z6MkpTHR8VNs");
    static final String PROVIDER = "did:web:parts.example";
    static final List<String> PURPOSES = List.of(
            "urn:purpose:planning", "https://w3id.org/example/purpose#quality", "planning", "onderhoud, geëist");
    static final List<String> THUMBPRINTS =
            List.of("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
    static final List<String> COUNTRIES = List.of("NL", "DE", "BE");
    static final List<String> DISCLOSURES = List.of("own-orders", "weeks-6", "everything");
    static final List<String> WINDOWS = List.of("P1D", "P1W", "PT24H", "PT15M");
    static final List<String> AUTHORITIES = List.of("did:web:authority.example", "did:web:other-authority.example");
    static final List<String> CLAIMS = List.of("enforcing", "steelmaker", "gold");
    static final List<String> READING =
            List.of("odrl:use", "odrl:read", "odrl:display", "odrl:aggregate", "odrl:derive");
    static final List<String> ALONE = List.of("odrl:distribute", "odrl:transfer", "odrl:archive", "odrl:print");
    static final List<String> DUTIES = List.of("odrl:inform", "sluis:log", "odrl:attribute", "odrl:nextPolicy");
    static final List<String> STRICT_MOMENTS = List.of("lease", "release", "running", "use");

    private Values() {}
}
