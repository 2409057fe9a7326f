// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.status;

import java.util.Map;
import java.util.Optional;

/** The status lists. They come to be when credentials are allocated and change when credentials are withdrawn. */
public interface StatusLists {

    /** Versions by number; cheap. */
    Map<Integer, Long> versions();

    Optional<StatusList> find(int number);
}
