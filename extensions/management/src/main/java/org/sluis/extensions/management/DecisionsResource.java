// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Partner;

/** {@code GET /sluis/decisions}: what was decided and why. */
@Path("/sluis/decisions")
public final class DecisionsResource {

    private static final int MOST = 10_000;

    private final Decisions decisions;
    private final PartnerNames partners;

    DecisionsResource(Decisions decisions, PartnerNames partners) {
        this.decisions = decisions;
        this.partners = partners;
    }

    @GET
    public Response list(
            @QueryParam("agreement") String agreement,
            @QueryParam("partner") String partner,
            @QueryParam("dataset") String dataset,
            @QueryParam("outcome") String outcome,
            @QueryParam("limit") String limit) {
        var query = new Decisions.Query(
                Optional.ofNullable(agreement),
                Optional.ofNullable(partner)
                        .map(name ->
                                partners.partners().named(name).map(Partner::id).orElse(name)),
                Optional.ofNullable(dataset),
                Optional.ofNullable(outcome).map(DecisionsResource::allowed),
                limit(limit));
        var answer = Answers.JSON.createObjectNode();
        var list = answer.putArray("decisions");
        decisions.list(query).forEach(decision -> list.add(json(decision)));
        return Answers.ok(answer);
    }

    private static boolean allowed(String outcome) {
        return switch (outcome) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw Refusal.invalid("outcome is '" + outcome + "'; it can be allow or deny");
        };
    }

    private static int limit(String limit) {
        if (limit == null) {
            return 50;
        }
        try {
            var number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refusal.invalid("limit is '" + limit + "'; it must be a number");
        }
        throw Refusal.invalid("limit is " + limit + "; it can be 1 to " + MOST);
    }

    private ObjectNode json(DecisionRecord decision) {
        var json = Answers.JSON
                .createObjectNode()
                .put("id", decision.id().toString())
                .put("at", decision.at().toString())
                .put("moment", decision.moment().name().toLowerCase(Locale.ROOT))
                .put("outcome", decision.allowed() ? "allow" : "deny");
        decision.party().ifPresent(party -> json.put("party", party).put("partner", partners.of(party)));
        decision.agreement().ifPresent(value -> json.put("agreement", value));
        decision.dataset().ifPresent(value -> json.put("dataset", value));
        decision.action().ifPresent(value -> json.put("action", value));
        decision.purpose().ifPresent(value -> json.put("purpose", value));
        decision.policySha256().ifPresent(value -> json.put("policySha256", value));
        decision.subject().ifPresent(value -> json.put("subject", value));
        json.set("reasons", Answers.reasons(decision.reasons()));
        if (!decision.evidence().isEmpty()) {
            json.set("evidence", Answers.JSON.valueToTree(decision.evidence()));
        }
        return json.put("evaluator", decision.evaluator());
    }
}
