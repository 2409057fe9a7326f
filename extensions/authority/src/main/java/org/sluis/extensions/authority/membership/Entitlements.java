// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the authority attests of a member beside its membership.
 *
 * @param roles such as {@code manufacturer}; each gives one RoleCredential
 * @param connector name of a connector that was admitted; gives a ConnectorCredential
 */
public record Entitlements(List<String> roles, Optional<String> connector) {

    public static final Entitlements NONE = new Entitlements(List.of(), Optional.empty());

    private static final int MOST_ROLES = 20;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    public Entitlements {
        roles = roles.stream().distinct().sorted().toList();
        if (roles.size() > MOST_ROLES) {
            throw new IllegalArgumentException(
                    "there are " + roles.size() + " roles; at most " + MOST_ROLES + " can be");
        }
        roles.forEach(role -> require(role, "role"));
        connector.ifPresent(name -> require(name, "connector"));
    }

    private static void require(String word, String what) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(what + " '" + word.substring(0, Math.min(40, word.length()))
                    + "' may only have letters, digits and . _ : / -, 128 at most");
        }
    }
}
