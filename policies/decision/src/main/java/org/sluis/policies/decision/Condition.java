// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;

/** A compiled constraint. */
sealed interface Condition permits Comparison, All, Any, ExactlyOne {

    /** The {@link Truth} values this can take for the request. */
    int values(Request request, Facts facts);

    /** Adds why this does not surely or possibly hold. */
    void explain(Request request, Facts facts, List<Reason> reasons);
}
