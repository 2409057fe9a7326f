// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Actor;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.ProposedTerms;
import org.sluis.policies.usage.house.HouseRulesReader;
import org.sluis.policies.usage.house.HouseRulesReading;
import org.sluis.policies.usage.house.HouseRulesVersion;
import org.sluis.policies.usage.house.HouseRulesVersions;

/** {@code /sluis/house-rules}: which agreements are concluded without a person. */
@Path("/sluis/house-rules")
public final class HouseRulesResource {

    private static final int LONGEST_HISTORY = 100;

    private final HouseRulesVersions versions;
    private final HouseRulesReader reader;
    private final HouseRules rules;
    private final PartnerNames partners;
    private final Clock clock;

    HouseRulesResource(
            HouseRulesVersions versions,
            HouseRulesReader reader,
            HouseRules rules,
            PartnerNames partners,
            Clock clock) {
        this.versions = versions;
        this.reader = reader;
        this.rules = rules;
        this.partners = partners;
        this.clock = clock;
    }

    /** The rules in force, whether they can be read, and when which others were. */
    @GET
    public Response show(@QueryParam("history") @DefaultValue("false") boolean history) {
        var answer = Answers.JSON.createObjectNode();
        var current = versions.current();
        current.ifPresent(version -> {
            put(answer, version);
            answer.put("document", version.text());
            answer.set("problems", problems(read(version.text())));
        });
        answer.put("set", current.isPresent());
        if (history) {
            var list = answer.putArray("history");
            versions.history(LONGEST_HISTORY).forEach(version -> put(list.addObject(), version));
        }
        return Answers.ok(answer);
    }

    /** Puts a document in force, as its author wrote it. */
    @PUT
    public Response set(InputStream body) {
        var text = text(body);
        var problems = read(text);
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        var version = versions.set(text, Actor.current().orElse(""), clock.instant());
        var answer = Answers.JSON.createObjectNode();
        put(answer, version);
        return Answers.ok(answer);
    }

    /** What the rules in force would say of terms; nothing is changed. */
    @POST
    @Path("/check")
    public Response check(@QueryParam("lang") String lang, InputStream body) {
        var language = Languages.named(lang);
        var request = Answers.object(body);
        var side = side(Answers.required(request, "side"));
        var partner = partners.require(Answers.required(request, "partner"));
        var product = Answers.optional(request, "product");
        var policy = policy(request);
        var dataset = Answers.optional(request, "dataset").orElse("");
        var ruling = rules.rule(new ProposedTerms(side, partner.id(), product, dataset, policy), language);
        var answer = Answers.JSON
                .createObjectNode()
                .put("decision", ruling.outcome().name().toLowerCase(Locale.ROOT))
                .put("rule", ruling.rule())
                .put("reason", ruling.reason());
        ruling.differences().forEach(answer.putArray("differences")::add);
        return Answers.ok(answer);
    }

    private static Side side(String written) {
        for (var side : Side.values()) {
            if (side.name().toLowerCase(Locale.ROOT).equals(written)) {
                return side;
            }
        }
        throw Refusal.invalid("'side' must be provider or consumer");
    }

    private static Policy policy(ObjectNode request) {
        if (!(request.get("policy") instanceof ObjectNode written)) {
            throw Refusal.invalid("'policy' is missing; it must be a policy of the Sluis profile");
        }
        var reading = PolicyReader.read(written);
        if (reading instanceof Reading.Refused refused) {
            throw refused(refused.problems());
        }
        return ((Reading.Valid) reading).policy();
    }

    private List<Problem> read(String text) {
        return reader.read(text) instanceof HouseRulesReading.Refused refused ? refused.problems() : List.of();
    }

    private static String text(InputStream body) {
        try {
            var bytes = body.readNBytes(4 * HouseRulesReader.LARGEST + 1);
            if (bytes.length > 4 * HouseRulesReader.LARGEST) {
                throw new Refusal(
                        413, "Too large", "house rules have at most " + HouseRulesReader.LARGEST + " characters");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("the house rules are not UTF-8; save the file as UTF-8");
        } catch (IOException e) {
            throw Refusal.invalid("the body broke off");
        }
    }

    private static Refusal refused(List<Problem> problems) {
        return new Refusal(
                400,
                "Refused",
                "nothing was changed; each reason points to a place in the document and says what to do",
                problems.stream()
                        .map(problem -> new Reason(problem.pointer(), problem.code(), "", "", problem.message(), ""))
                        .toList());
    }

    private static ArrayNode problems(List<Problem> problems) {
        var list = Answers.JSON.createArrayNode();
        problems.forEach(problem -> list.addObject()
                .put("pointer", problem.pointer())
                .put("code", problem.code())
                .put("message", problem.message()));
        return list;
    }

    private static void put(ObjectNode answer, HouseRulesVersion version) {
        answer.put("version", version.number())
                .put("sha256", version.sha256())
                .put("at", version.at().toString())
                .put("by", Optional.of(version.by()).filter(by -> !by.isEmpty()).orElse("somebody unknown"));
    }
}
