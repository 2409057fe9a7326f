// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.util.List;
import org.sluis.extensions.identity.did.Did;

/** The members of the authorities that were joined, as last seen. */
public interface Directory {

    /** Puts these members of an authority in place of those known before. */
    void replace(Did authority, List<DirectoryMember> members);

    /** Members of all authorities, each once, in the order of their names. */
    List<DirectoryMember> all();
}
