// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.util.List;
import java.util.Map;

/** The content of one credential: its type, and the claims beside the subject's id. */
public record Attestation(String type, Map<String, String> claims) {

    public static final String MEMBERSHIP = "MembershipCredential";
    public static final String ROLE = "RoleCredential";
    public static final String CONNECTOR = "ConnectorCredential";
    /** All that an authority issues. */
    public static final List<String> TYPES = List.of(MEMBERSHIP, ROLE, CONNECTOR);

    public Attestation {
        claims = Map.copyOf(claims);
    }
}
