// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sluis.extensions.policyenforcement.OfferForesight;
import org.sluis.policies.decision.PlainReasons;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.Clause;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.odrl.PlainWords;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.Releases;
import org.sluis.policies.usage.Validity;

/** {@code /sluis/foresight}: what a partner would get of us, now or at another time, and why not. Nothing is recorded or counted. */
@Path("/sluis/foresight")
public final class ForesightResource {

    private final OfferForesight offers;
    private final Releases releases;
    private final Agreements agreements;
    private final Function<String, Optional<String>> disclosures;
    private final PartnerNames partners;
    private final Clock clock;

    /**
     * Looks ahead.
     *
     * @param disclosures by which disclosure a dataset is shared
     */
    ForesightResource(
            OfferForesight offers,
            Releases releases,
            Agreements agreements,
            Function<String, Optional<String>> disclosures,
            PartnerNames partners,
            Clock clock) {
        this.offers = offers;
        this.releases = releases;
        this.agreements = agreements;
        this.disclosures = disclosures;
        this.partners = partners;
        this.clock = clock;
    }

    @GET
    public Response foresee(
            @QueryParam("for") String partner,
            @QueryParam("at") String at,
            @QueryParam("purpose") String purpose,
            @QueryParam("lang") String lang) {
        if (partner == null) {
            throw Refusal.invalid("'for' is missing; it names a partner");
        }
        var known = partners.require(partner);
        var when = at == null ? clock.instant() : instant(at);
        var language = Languages.named(lang);
        var datasets = new TreeMap<String, ObjectNode>();
        for (var offer : offers.offers(known.id(), when)) {
            dataset(datasets, offer.dataset()).withArray("offers").add(json(offer, language));
        }
        for (var agreement : agreements.list()) {
            if (agreement.side() == Agreement.Side.PROVIDER
                    && agreement.consumer().equals(known.id())) {
                dataset(datasets, agreement.dataset())
                        .withArray("agreements")
                        .add(json(agreement, known, when, Optional.ofNullable(purpose), language));
            }
        }
        var answer = Answers.JSON
                .createObjectNode()
                .put("partner", known.name())
                .put("participant", known.id())
                .put("at", when.toString())
                .put("language", language.name().toLowerCase(Locale.ROOT));
        answer.putArray("datasets").addAll(datasets.values());
        return Answers.ok(answer);
    }

    private static ObjectNode dataset(Map<String, ObjectNode> datasets, String id) {
        return datasets.computeIfAbsent(id, dataset -> {
            var json = Answers.JSON.createObjectNode().put("id", dataset);
            json.putArray("offers");
            json.putArray("agreements");
            return json;
        });
    }

    private static ObjectNode json(OfferForesight.Foreseen offer, Language language) {
        var json = Answers.JSON
                .createObjectNode()
                .put("allowed", offer.decision().allows())
                .put("moment", offer.moment().name().toLowerCase(Locale.ROOT));
        json.set("reasons", reasons(offer.decision().reasons(), offer.policy(), language));
        return json;
    }

    private ObjectNode json(
            Agreement agreement, Partner party, Instant when, Optional<String> purpose, Language language) {
        var asked = new ReleaseRequest(
                "", agreement.id(), party.id(), agreement.dataset(), purpose, disclosures.apply(agreement.dataset()));
        var json = Answers.JSON
                .createObjectNode()
                .put("id", agreement.id())
                .put("signedAt", agreement.signedAt().toString());
        Validity.until(agreement).ifPresent(end -> json.put("until", end.toString()));
        try {
            var reasons = releases.foresee(asked, when);
            var policy = AgreedPolicy.read(agreement.canonical()).map(AgreedPolicy::policy);
            json.put("allowed", reasons.isEmpty()).set("reasons", reasons(reasons, policy, language));
            return json;
        } catch (RecordUnavailableException e) {
            throw new Refusal(503, "Not available", "agreement " + agreement.id() + " cannot be read now");
        }
    }

    private static ArrayNode reasons(List<Reason> reasons, Optional<Policy> policy, Language language) {
        var texts = policy.stream()
                .flatMap(known -> PlainWords.of(known, language, Mechanisms.NONE).stream())
                .collect(Collectors.toMap(Clause::pointer, Clause::text, (first, second) -> first));
        var array = Answers.reasons(reasons);
        for (var i = 0; i < reasons.size(); i++) {
            var reason = reasons.get(i);
            var json = (ObjectNode) array.get(i);
            json.put("sentence", PlainReasons.of(reason, language));
            var clause = reason.pointer().isEmpty() ? null : texts.get(reason.pointer());
            if (clause != null) {
                json.put("text", clause);
            }
        }
        return array;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("at is '" + text + "'; it must be an instant such as 2026-12-31T23:00:00Z");
        }
    }
}
