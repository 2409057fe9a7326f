// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Optional;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.management.Answers;
import org.sluis.extensions.management.Refusal;

/** What bodies of several resources have in common. */
final class Bodies {

    private static final int LONGEST = 200;

    private Bodies() {}

    /** A short text on one line that people will read. */
    static Optional<String> optional(ObjectNode object, String key) {
        var text = Answers.optional(object, key).map(String::strip);
        if (text.filter(value -> value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw Refusal.invalid("'" + key + "' must be at most " + LONGEST + " characters on one line");
        }
        return text;
    }

    static String required(ObjectNode object, String key) {
        return optional(object, key).orElseThrow(() -> Refusal.invalid("'" + key + "' is missing; it must be a text"));
    }

    static Entitlements entitlements(ObjectNode object) {
        var roles = new ArrayList<String>();
        var given = object.path("roles");
        if (!given.isMissingNode() && !given.isArray()) {
            throw Refusal.invalid("'roles' must be an array of texts");
        }
        for (var role : given) {
            if (!role.isTextual()) {
                throw Refusal.invalid("'roles' must be an array of texts");
            }
            roles.add(role.asText());
        }
        try {
            return new Entitlements(roles, optional(object, "connector"));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(e.getMessage());
        }
    }

    static void put(ObjectNode object, Entitlements entitlements) {
        var roles = object.putArray("roles");
        entitlements.roles().forEach(roles::add);
        entitlements.connector().ifPresent(name -> object.put("connector", name));
    }
}
