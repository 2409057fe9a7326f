// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.management.Answers;
import org.sluis.extensions.management.Refusal;

/** {@code /sluis/authority/members}: the queue of applications, and what a person decides about a firm. */
@Path("/sluis/authority/members")
public final class MembersResource {

    private final AuthoritySettings authority;
    private final Members members;
    private final MemberAnswers answers;
    private final Runnable changed;
    private final Clock clock;

    /** {@code changed} is called after each decision and returns when the status lists are public. */
    public MembersResource(
            AuthoritySettings authority, Members members, MemberAnswers answers, Runnable changed, Clock clock) {
        this.authority = authority;
        this.members = members;
        this.answers = answers;
        this.changed = changed;
        this.clock = clock;
    }

    @GET
    public Response list() {
        var answer = Answers.JSON.createObjectNode();
        var list = answer.putArray("members");
        members.list().forEach(member -> list.add(answers.json(member)));
        return Answers.ok(answer);
    }

    /** With what was issued to the member, and which agreements a suspension would hit. */
    @GET
    @Path("/{name}")
    public Response find(@PathParam("name") String name) {
        return Answers.ok(answers.full(require(name)));
    }

    /** Takes a firm in by hand: one whose connector cannot apply here. It must be checked like any other. */
    @POST
    public Response enrol(InputStream body) {
        var request = Answers.object(body);
        var member = new Member(
                applicant(request),
                Standing.APPROVED,
                clock.instant(),
                Optional.empty(),
                Bodies.entitlements(request),
                Optional.of(check(request)),
                "");
        var obstacle = members.enrol(member);
        if (obstacle.isPresent()) {
            throw new Refusal(
                    409,
                    "Known already",
                    switch (obstacle.get()) {
                        case NAME_TAKEN ->
                            "another firm has the short name " + member.firm().name();
                        case REGISTER_NUMBER_TAKEN ->
                            "another firm has the register number "
                                    + member.firm().registerNumber();
                        default -> member.id() + " is a member or waits for approval already";
                    });
        }
        return Answers.ok(answers.json(member));
    }

    private Applicant applicant(ObjectNode request) {
        try {
            return new Applicant(
                    new Did(Answers.required(request, "id")),
                    Answers.required(request, "name"),
                    Answers.required(request, "legalName"),
                    Answers.required(request, "registerNumber"),
                    URI.create(Answers.required(request, "protocolEndpoint")),
                    Answers.optional(request, "rulebookVersion")
                            .orElse(authority.rulebook().version()));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(e.getMessage());
        }
    }

    /** Body: {@code checkedBy}; {@code on}, by default today; {@code roles}, {@code connector}, by default as invited. */
    @POST
    @Path("/{name}/approve")
    public Response approve(@PathParam("name") String name, InputStream body) {
        var request = Answers.object(body);
        var member = require(name);
        if (member.standing() == Standing.SUSPENDED) {
            throw notPossible(member, Standing.APPROVED, "; reinstate it instead");
        }
        return decide(
                member, new Member.Decision(Standing.APPROVED, entitlements(request), Optional.of(check(request)), ""));
    }

    private static Optional<Entitlements> entitlements(ObjectNode request) {
        return request.has("roles") || request.has("connector")
                ? Optional.of(Bodies.entitlements(request))
                : Optional.empty();
    }

    private Member.Check check(ObjectNode request) {
        var by = Bodies.required(request, "checkedBy");
        // Somewhere on earth it is tomorrow already.
        var latest = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
        try {
            var on = Answers.optional(request, "on")
                    .map(LocalDate::parse)
                    .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            if (!on.isAfter(latest)) {
                return new Member.Check(by, on);
            }
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("'on' is not a date such as 2026-11-21");
        }
        throw Refusal.invalid("'on' is in the future");
    }

    @POST
    @Path("/{name}/refuse")
    public Response refuse(@PathParam("name") String name, InputStream body) {
        return step(require(name), Standing.REFUSED, body);
    }

    /** All its credentials are withdrawn before this answers. */
    @POST
    @Path("/{name}/suspend")
    public Response suspend(@PathParam("name") String name, InputStream body) {
        return step(require(name), Standing.SUSPENDED, body);
    }

    @POST
    @Path("/{name}/revoke")
    public Response revoke(@PathParam("name") String name, InputStream body) {
        return step(require(name), Standing.REVOKED, body);
    }

    /** The member asks for new credentials; those that were withdrawn stay so. */
    @POST
    @Path("/{name}/reinstate")
    public Response reinstate(@PathParam("name") String name, InputStream body) {
        var member = require(name);
        if (member.standing() != Standing.SUSPENDED) {
            throw notPossible(member, Standing.APPROVED, " by being reinstated");
        }
        return step(member, Standing.APPROVED, body);
    }

    private Response step(Member member, Standing to, InputStream body) {
        var reason = Bodies.required(Answers.object(body), "reason");
        return decide(member, new Member.Decision(to, Optional.empty(), Optional.empty(), reason));
    }

    private Response decide(Member member, Member.Decision decision) {
        var after = members.decide(member.id(), decision, clock.instant())
                .orElseThrow(() -> notPossible(require(member.id().value()), decision.to(), ""));
        changed.run();
        return Answers.ok(answers.json(after));
    }

    private static Refusal notPossible(Member member, Standing to, String hint) {
        return new Refusal(
                409,
                "Not possible",
                member.firm().name() + " is " + MemberAnswers.word(member.standing()) + " and cannot become "
                        + MemberAnswers.word(to) + hint);
    }

    private Member require(String name) {
        return members.named(name)
                .orElseThrow(() -> Refusal.notFound("no firm with the name or identifier "
                        + name.substring(0, Math.min(80, name.length())) + " applied here"));
    }
}
