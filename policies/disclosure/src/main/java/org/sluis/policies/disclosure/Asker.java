// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The participant that gets the data.
 *
 * @param id verified participant identifier
 * @param customers the numbers under which the owner of the data knows it; compared as text, blank ones are ignored
 */
public record Asker(String id, Set<String> customers) {
    public Asker {
        customers = customers.stream()
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Asker of(String id, Collection<String> customers) {
        return new Asker(id, Set.copyOf(customers));
    }
}
