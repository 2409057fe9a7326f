// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.RunningMechanisms;
import org.sluis.policies.usage.Validity;

/** {@code /sluis/agreements/{id}/contract}: an agreement in plain words, each clause with the way it is kept. */
@Path("/sluis/agreements/{id}/contract")
public final class ContractResource {

    private final Agreements agreements;
    private final RunningMechanisms mechanisms;
    private final PartnerNames partners;

    ContractResource(Agreements agreements, RunningMechanisms mechanisms, PartnerNames partners) {
        this.agreements = agreements;
        this.mechanisms = mechanisms;
        this.partners = partners;
    }

    @GET
    public Response tell(@PathParam("id") String id, @QueryParam("lang") String lang) {
        var agreement = agreements.find(id).orElseThrow(() -> Refusal.notFound("no agreement " + id));
        var language = Languages.named(lang);
        var policy = AgreedPolicy.read(agreement.canonical())
                .filter(agreed -> agreed.canonical().sha256().equals(agreement.sha256()))
                .orElseThrow(() -> new Refusal(
                        500, "Damaged", "the stored bytes of agreement " + id + " are not those of its hash"))
                .policy();
        var answer = json(agreement).put("language", language.name().toLowerCase(Locale.ROOT));
        answer.set("clauses", ClausesJson.of(policy, language, mechanisms.between(agreement.side(), other(agreement))));
        return Answers.ok(answer);
    }

    private ObjectNode json(Agreement agreement) {
        var json = Answers.JSON
                .createObjectNode()
                .put("id", agreement.id())
                .put("provider", agreement.provider())
                .put("providerName", partners.of(agreement.provider()))
                .put("consumer", agreement.consumer())
                .put("consumerName", partners.of(agreement.consumer()))
                .put("dataset", agreement.dataset())
                .put("signedAt", agreement.signedAt().toString())
                .put("state", agreement.state().name().toLowerCase(Locale.ROOT))
                .put("sha256", agreement.sha256())
                .put("canonical", agreement.canonical());
        Validity.until(agreement).ifPresent(end -> json.put("until", end.toString()));
        agreement.endReason().ifPresent(reason -> json.put("endReason", reason));
        return json;
    }

    private static String other(Agreement agreement) {
        return agreement.side() == Agreement.Side.PROVIDER ? agreement.consumer() : agreement.provider();
    }
}
