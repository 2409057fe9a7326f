// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.sluis.extensions.policyenforcement.StrictJson.RefusedException;
import org.sluis.policies.odrl.Problem;

/** One way in for messages: which of them carry policies, and how a refusal is worded there. */
interface Door {

    /**
     * The body to hand on.
     *
     * @param path of the request, below the context's own path
     * @throws RefusedException if it carries something that this connector does not read
     */
    JsonNode admit(String path, JsonNode body) throws RefusedException;

    /** Whether a request that may have a body may come without one. */
    boolean admitsNoBody();

    /**
     * The answer to a request that is turned away.
     *
     * @param body what was read of it; a missing node if nothing was
     */
    Response refuse(int status, String path, JsonNode body, List<Problem> problems);
}
