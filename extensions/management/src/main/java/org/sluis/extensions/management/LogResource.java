// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Base64;
import java.util.Optional;
import org.sluis.extensions.policylog.LogBook;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.policies.usage.Partner;

/** {@code /sluis/log}: what was decided and what happened, and evidence of it. */
@Path("/sluis/log")
public final class LogResource {

    private final LogBook log;
    private final PartnerNames partners;

    LogResource(LogBook log, PartnerNames partners) {
        this.log = log;
        this.partners = partners;
    }

    @GET
    public Response list(
            @QueryParam("agreement") String agreement,
            @QueryParam("partner") String partner,
            @QueryParam("dataset") String dataset,
            @QueryParam("principal") String principal,
            @QueryParam("outcome") String outcome,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("limit") String limit) {
        var query = LogQuery.any(LogQueryParameters.limit(limit))
                .withAgreement(Optional.ofNullable(agreement))
                .withPeer(Optional.ofNullable(partner).map(this::did))
                .withDataset(Optional.ofNullable(dataset))
                .withActor(Optional.ofNullable(principal).map(log::pseudonym))
                .withOutcomes(LogQueryParameters.outcomes(outcome))
                .between(LogQueryParameters.instant("from", from), LogQueryParameters.instant("until", until));
        var answer = Answers.JSON.createObjectNode();
        var list = answer.putArray("entries");
        log.list(query).forEach(row -> list.add(LogRowAnswer.json(row, partners)));
        return Answers.ok(answer);
    }

    @GET
    @Path("/bundle")
    public Response bundle(@QueryParam("agreement") String agreement) {
        try {
            return Response.ok(log.bundle(Optional.ofNullable(agreement)), "application/zip")
                    .build();
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound(e.getMessage());
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @GET
    @Path("/entries/{index}/proof")
    public Response proof(@PathParam("index") String index) {
        try {
            var proof = log.proof(Long.parseLong(index));
            var answer = Answers.JSON
                    .createObjectNode()
                    .put("proof", proof.tlogProof())
                    .put("leaf", base64(proof.entry().entry().leaf().bytes()));
            proof.entry()
                    .payload()
                    .ifPresent(payload -> answer.put("payload", payload.json())
                            .put("salt", base64(payload.salt().bytes())));
            return Answers.ok(answer);
        } catch (NumberFormatException e) {
            throw Refusal.invalid("'" + index + "' is no index of an entry; it must be a whole number");
        } catch (IndexOutOfBoundsException e) {
            throw Refusal.notFound(
                    "no checkpoint has an entry " + index + "; ask again in a second or look at the index");
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Body: {@code {agreement, month, reason, yes: true}}. */
    @POST
    @Path("/erasures")
    public Response erase(InputStream body) {
        var wish = Answers.object(body);
        if (!wish.path("yes").asBoolean()) {
            throw Refusal.invalid("an erasure cannot be undone: confirm it with \"yes\": true");
        }
        try {
            var erased = log.erase(
                    required(wish, "agreement"), YearMonth.parse(required(wish, "month")), required(wish, "reason"));
            return Answers.ok(Answers.JSON.createObjectNode().put("erased", erased));
        } catch (DateTimeException e) {
            throw Refusal.invalid("month is '" + wish.path("month").asText() + "'; it must be like 2026-11");
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @POST
    @Path("/restore")
    public Response restore() {
        try {
            var lost = log.restore();
            var answer = Answers.JSON.createObjectNode().put("restored", lost.isPresent());
            lost.ifPresent(words -> answer.put("lost", words));
            return Answers.ok(answer);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @POST
    @Path("/keys")
    public Response rotateKey() {
        try {
            return Answers.ok(Answers.JSON.createObjectNode().put("key", log.rotateKey()));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private String did(String name) {
        return partners.partners().named(name).map(Partner::id).orElse(name);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Refusal unavailable(IOException e) {
        return new Refusal(503, "Policy log not available", e.getMessage());
    }

    private static String required(ObjectNode wish, String member) {
        var text = wish.path(member).asText("");
        if (text.isBlank()) {
            throw Refusal.invalid("\"" + member + "\" is missing");
        }
        return text;
    }
}
