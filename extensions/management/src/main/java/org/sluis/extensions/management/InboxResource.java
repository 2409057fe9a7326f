// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.extensions.policyenforcement.approval.Inbox.Entry;
import org.sluis.extensions.policyenforcement.approval.Inbox.Outcome;
import org.sluis.extensions.policyenforcement.approval.Inbox.Word;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

/** {@code /sluis/inbox}: the terms that wait for a person, and the agreements that end soon. */
@Path("/sluis/inbox")
public final class InboxResource {

    private static final int LONGEST_TEXT = 500;
    private static final int SHORTEST_ID = 4;

    private final Inbox inbox;
    private final InboxJson json;
    private final EndingAgreements ending;

    InboxResource(Inbox inbox, InboxJson json, EndingAgreements ending) {
        this.inbox = inbox;
        this.json = json;
        this.ending = ending;
    }

    @GET
    public Response list(@QueryParam("lang") String lang) {
        var language = Languages.named(lang);
        var answer = Answers.JSON.createObjectNode();
        var waiting = answer.putArray("waiting");
        inbox.list(language).forEach(entry -> waiting.add(json.brief(entry)));
        answer.set("ending", ending.json());
        return Answers.ok(answer);
    }

    @GET
    @Path("/{id}")
    public Response show(@PathParam("id") String id, @QueryParam("lang") String lang) {
        var language = Languages.named(lang);
        return Answers.ok(json.full(require(id, language), language));
    }

    /** The digest says which terms the person saw. */
    @POST
    @Path("/{id}/approve")
    public Response approve(
            @PathParam("id") String id,
            @QueryParam("lang") String lang,
            @Context SecurityContext caller,
            InputStream body) {
        var request = Answers.object(body);
        var word = new Word.Approve(text(request, "note"));
        return say(id, Answers.required(request, "digest"), word, caller, Languages.named(lang));
    }

    /** Without a digest the terms are refused whatever they are. */
    @POST
    @Path("/{id}/refuse")
    public Response refuse(
            @PathParam("id") String id,
            @QueryParam("lang") String lang,
            @Context SecurityContext caller,
            InputStream body) {
        var request = Answers.object(body);
        var reason =
                text(request, "reason").orElseThrow(() -> Refusal.invalid("'reason' is missing; the partner sees it"));
        var digest = Answers.optional(request, "digest")
                .orElseGet(() -> require(id, Language.EN).digest());
        return say(id, digest, new Word.Refuse(reason), caller, Languages.named(lang));
    }

    /** Offers other terms instead. */
    @POST
    @Path("/{id}/counter")
    public Response counter(
            @PathParam("id") String id,
            @QueryParam("lang") String lang,
            @Context SecurityContext caller,
            InputStream body) {
        var request = Answers.object(body);
        if (!(request.get("policy") instanceof ObjectNode written)) {
            throw Refusal.invalid("'policy' is missing; it must be a policy of the Sluis profile");
        }
        PolicyCheck.require(written);
        var word = new Word.Counter(policy(written), text(request, "note"));
        return say(id, Answers.required(request, "digest"), word, caller, Languages.named(lang));
    }

    private static Policy policy(ObjectNode written) {
        return ((Reading.Valid) PolicyReader.read(written)).policy();
    }

    private Response say(String id, String digest, Word word, SecurityContext caller, Language language) {
        var entry = require(id, language);
        var outcome = inbox.say(
                entry.negotiation(),
                digest.toLowerCase(Locale.ROOT),
                word,
                caller.getUserPrincipal().getName());
        if (outcome instanceof Outcome.Done done) {
            return Answers.ok(json.full(done.now(), language));
        }
        throw refusal(entry.negotiation(), outcome, language);
    }

    private static Refusal refusal(String id, Outcome outcome, Language language) {
        if (outcome instanceof Outcome.Changed changed) {
            return new Refusal(
                    409,
                    "Not what you saw",
                    "the digest of the terms of " + id + " is " + changed.now().digest()
                            + "; look at them again: sluis inbox show " + id);
        }
        if (outcome instanceof Outcome.SaidBefore before) {
            return new Refusal(409, "Answered already", InboxJson.sentence(before.earlier(), language));
        }
        if (outcome instanceof Outcome.NotPossible not) {
            return new Refusal(409, "Not possible", not.why());
        }
        return Refusal.notFound("no negotiation " + id);
    }

    /** People type the first characters of an identifier. */
    private Entry require(String id, Language language) {
        return inbox.find(id, language)
                .or(() -> byPrefix(id).flatMap(negotiation -> inbox.find(negotiation, language)))
                .orElseThrow(
                        () -> Refusal.notFound("no negotiation '" + id + "' waits here; see what does: sluis inbox"));
    }

    private Optional<String> byPrefix(String id) {
        var all = id.length() < SHORTEST_ID
                ? List.<Entry>of()
                : inbox.list().stream()
                        .filter(entry -> entry.negotiation().startsWith(id))
                        .toList();
        return all.size() == 1 ? Optional.of(all.get(0).negotiation()) : Optional.empty();
    }

    private static Optional<String> text(ObjectNode request, String name) {
        var text = Answers.optional(request, name);
        if (text.filter(given -> given.length() > LONGEST_TEXT).isPresent()) {
            throw Refusal.invalid("'" + name + "' is longer than " + LONGEST_TEXT + " characters");
        }
        if (text.filter(given -> given.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw Refusal.invalid("'" + name + "' has control characters; write it in one line");
        }
        return text;
    }
}
