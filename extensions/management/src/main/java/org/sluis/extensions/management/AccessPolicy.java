// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluis.policies.usage.Partner;

/** The policy that settles who may see an offer. */
final class AccessPolicy {

    private AccessPolicy() {}

    /** Nobody but these participants. */
    static ObjectNode only(List<Partner> partners) {
        return anyOf("odrl:recipient", partners.stream().map(Partner::id).toList());
    }

    /** Whoever is a member with one of these authorities. */
    static ObjectNode members(List<String> authorities) {
        return anyOf("sluis:membership", authorities);
    }

    private static ObjectNode anyOf(String leftOperand, List<String> rightOperands) {
        var policy = Answers.JSON.createObjectNode();
        policy.putObject("@context")
                .put("odrl", "http://www.w3.org/ns/odrl/2/")
                .put("sluis", "https://w3id.org/sluis/policy/1/");
        policy.put("@type", "odrl:Set").put("odrl:profile", "https://w3id.org/sluis/policy/1/profile");
        var permission = policy.putArray("odrl:permission").addObject();
        permission.put("odrl:action", "odrl:use");
        var constraints = permission.putArray("odrl:constraint");
        var target = rightOperands.size() == 1
                ? constraints
                : constraints.addObject().putArray("odrl:or");
        rightOperands.forEach(rightOperand -> target.addObject()
                .put("odrl:leftOperand", leftOperand)
                .put("odrl:operator", "odrl:eq")
                .put("odrl:rightOperand", rightOperand));
        return policy;
    }
}
