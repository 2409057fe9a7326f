// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluis.policies.usage.Partner;

/** The policy that settles who may see an offer. */
final class AccessPolicy {

    private AccessPolicy() {}

    /** Nobody but these participants. */
    static ObjectNode only(List<Partner> partners) {
        var policy = Answers.JSON.createObjectNode();
        policy.putObject("@context").put("odrl", "http://www.w3.org/ns/odrl/2/");
        policy.put("@type", "odrl:Set").put("odrl:profile", "https://w3id.org/sluis/policy/1/profile");
        var permission = policy.putArray("odrl:permission").addObject();
        permission.put("odrl:action", "odrl:use");
        var constraints = permission.putArray("odrl:constraint");
        var recipients =
                partners.size() == 1 ? constraints : constraints.addObject().putArray("odrl:or");
        partners.forEach(partner -> addRecipient(recipients, partner));
        return policy;
    }

    private static void addRecipient(ArrayNode constraints, Partner partner) {
        constraints
                .addObject()
                .put("odrl:leftOperand", "odrl:recipient")
                .put("odrl:operator", "odrl:eq")
                .put("odrl:rightOperand", partner.id());
    }
}
