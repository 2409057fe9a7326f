// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.sluis.extensions.management.Negotiations.Outcome;
import org.sluis.extensions.policyenforcement.AgreementEnds;
import org.sluis.extensions.policyenforcement.approval.Inbox.WaitsFor;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.EndsTold;

/** {@code /sluis/agreements}: what we agreed, on either side. */
@Path("/sluis/agreements")
public final class AgreementsResource {

    private static final int LONGEST_REASON = 500;
    private static final Duration TELLING = Duration.ofSeconds(5);

    /** In seconds, for a partner that decides by itself. */
    private static final int USUAL_PATIENCE = 45;

    private static final int LONGEST_PATIENCE = 140;

    private final Negotiations negotiations;
    private final Agreements agreements;
    private final AgreementEnds ends;
    private final EndsTold told;
    private final PartnerNames partners;

    AgreementsResource(
            Negotiations negotiations,
            Agreements agreements,
            AgreementEnds ends,
            EndsTold told,
            PartnerNames partners) {
        this.negotiations = negotiations;
        this.agreements = agreements;
        this.ends = ends;
        this.told = told;
        this.partners = partners;
    }

    @GET
    public Response list() {
        var answer = Answers.JSON.createObjectNode();
        var list = answer.putArray("agreements");
        agreements.list().forEach(agreement -> list.add(json(agreement)));
        return Answers.ok(answer);
    }

    @GET
    @Path("/{id}")
    public Response find(@PathParam("id") String id) {
        return Answers.ok(json(require(id)));
    }

    /** Negotiates on a partner's offer; answers when the agreement is signed, or with 202 when a person has to decide first. */
    @POST
    public Response agree(InputStream body) {
        var request = Answers.object(body);
        var partner = partners.require(Answers.required(request, "partner"));
        var outcome = negotiations.agree(
                partner,
                Answers.required(request, "dataset"),
                Answers.optional(request, "offer"),
                Duration.ofSeconds(patience(request)));
        if (outcome instanceof Outcome.Signed signed) {
            return Answers.ok(json(signed.agreement()).put("negotiation", signed.negotiation()));
        }
        return waits((Outcome.Waits) outcome, partner.name());
    }

    private static int patience(ObjectNode request) {
        var wait = request.path("wait");
        if (wait.isMissingNode()) {
            return USUAL_PATIENCE;
        }
        if (!wait.isInt() || wait.asInt() < 0 || wait.asInt() > LONGEST_PATIENCE) {
            throw Refusal.invalid("'wait' must be a whole number of seconds from 0 to " + LONGEST_PATIENCE);
        }
        return wait.asInt();
    }

    private static Response waits(Outcome.Waits outcome, String partner) {
        var here = outcome.waitsFor() == WaitsFor.US;
        var detail = here
                ? "a person here has to decide first: sluis inbox show " + outcome.negotiation()
                : partner
                        + " has the request and has not answered it: a person there may have to decide. It goes on by "
                        + "itself; sluis inbox shows where it stands, and the same command waits again";
        var answer = Answers.JSON
                .createObjectNode()
                .put("negotiation", outcome.negotiation())
                .put("state", outcome.state())
                .put("waitsFor", here ? "us" : partner)
                .put("detail", detail);
        return Response.status(Response.Status.ACCEPTED)
                .entity(answer.toString())
                .type("application/json")
                .build();
    }

    /** Ends an agreement for good; the next request under it is denied. Says whether the other party has been told. */
    @POST
    @Path("/{id}/stop")
    public Response stop(@PathParam("id") String id, @Context SecurityContext caller, InputStream body) {
        var reason = Answers.required(Answers.object(body), "reason");
        if (reason.length() > LONGEST_REASON) {
            throw Refusal.invalid("'reason' is longer than " + LONGEST_REASON + " characters");
        }
        require(id);
        if (!ends.end(id, reason, caller.getUserPrincipal().getName())) {
            throw new Refusal(
                    409,
                    "Ended already",
                    "agreement " + id + " is no longer active; it ended: "
                            + require(id).endReason().orElse("no reason given"));
        }
        told.await(id, TELLING);
        return Answers.ok(json(require(id)));
    }

    private Agreement require(String id) {
        return agreements.find(id).orElseThrow(() -> Refusal.notFound("no agreement " + id));
    }

    private ObjectNode json(Agreement agreement) {
        var partner = agreement.side() == Agreement.Side.PROVIDER ? agreement.consumer() : agreement.provider();
        var json = Answers.JSON
                .createObjectNode()
                .put("id", agreement.id())
                .put("side", agreement.side().name().toLowerCase(Locale.ROOT))
                .put("partner", partners.of(partner))
                .put("provider", agreement.provider())
                .put("consumer", agreement.consumer())
                .put("dataset", agreement.dataset())
                .put("signedAt", agreement.signedAt().toString())
                .put("state", agreement.state().name().toLowerCase(Locale.ROOT))
                .put("sha256", agreement.sha256());
        agreement.endReason().ifPresent(reason -> json.put("endReason", reason));
        if (agreement.state() != AgreementState.ACTIVE) {
            told.of(agreement.id()).ifPresent(progress -> json.set("told", json(progress)));
        }
        return json;
    }

    private static ObjectNode json(EndsTold.Told told) {
        var json = Answers.JSON
                .createObjectNode()
                .put("progress", told.progress().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        told.problem().ifPresent(problem -> json.put("problem", problem));
        return json;
    }
}
