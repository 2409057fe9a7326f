// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.List;
import java.util.stream.StreamSupport;

/** The authorities of the data spaces that a company belongs to, as its connector knows them. */
final class OurAuthorities {

    private OurAuthorities() {}

    static List<String> of(ManagementClient connector) {
        var authorities = connector.get("/data-spaces", java.util.Map.of()).path("authorities");
        return StreamSupport.stream(authorities.spliterator(), false)
                .map(authority -> authority.asText())
                .toList();
    }
}
