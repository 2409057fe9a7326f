// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/**
 * What an authority is.
 *
 * @param address public base address, without a slash at the end
 * @param validity of the credentials it issues
 */
public record AuthoritySettings(Did id, String name, URI address, Rulebook rulebook, Duration validity) {

    /** The rules that members accept; the address is for people. */
    public record Rulebook(String version, Optional<String> address) {}

    public URI statusList(int number) {
        return URI.create(address + "/status/" + number);
    }
}
