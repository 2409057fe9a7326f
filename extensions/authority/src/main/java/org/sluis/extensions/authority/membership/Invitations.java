// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Invitations, used or not. {@link Members#apply} uses them. */
public interface Invitations {

    /** Stores all of them or none. */
    void add(List<Invitation> invitations);

    Optional<Invitation> byCode(String codeSha256);

    /** Newest first. {@code limit} is between 1 and 10,000. */
    List<Invitation> list(int limit);

    /** Whether it could be withdrawn: not if it was used or is unknown. Withdrawing again changes nothing. */
    boolean withdraw(UUID id);
}
