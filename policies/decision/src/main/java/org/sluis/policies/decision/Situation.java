// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.odrl.Action;

/** A request and facts in the making. What is not settled yet is absent. */
final class Situation {

    final Moment moment;
    final Action action;
    Optional<String> target = Optional.empty();
    Optional<String> party = Optional.empty();
    Optional<String> purpose = Optional.empty();
    Optional<String> application = Optional.empty();
    Optional<String> country = Optional.empty();
    Instant at = Request.UNKNOWN_TIME;
    Optional<Instant> agreedAt = Optional.empty();
    FirstUse firstUse = FirstUse.unknown();
    Optional<Instant> leaseNotAfter = Optional.empty();
    Optional<Long> hops = Optional.empty();
    Optional<String> disclosure = Optional.empty();
    final Map<Optional<String>, Long> uses;
    final List<Credential> credentials;
    final Map<String, String> duties;

    Situation(Moment moment, Action action) {
        this(moment, action, new LinkedHashMap<>(), new ArrayList<>(), new TreeMap<>());
    }

    private Situation(
            Moment moment,
            Action action,
            Map<Optional<String>, Long> uses,
            List<Credential> credentials,
            Map<String, String> duties) {
        this.moment = moment;
        this.action = action;
        this.uses = uses;
        this.credentials = credentials;
        this.duties = duties;
    }

    Situation copy() {
        Situation copy = new Situation(
                moment, action, new LinkedHashMap<>(uses), new ArrayList<>(credentials), new TreeMap<>(duties));
        copy.target = target;
        copy.party = party;
        copy.purpose = purpose;
        copy.application = application;
        copy.country = country;
        copy.at = at;
        copy.agreedAt = agreedAt;
        copy.firstUse = firstUse;
        copy.leaseNotAfter = leaseNotAfter;
        copy.hops = hops;
        copy.disclosure = disclosure;
        return copy;
    }

    Request request() {
        return new Request(moment, action.iri(), target, party, purpose, application, country, at);
    }

    Facts facts() {
        return new Facts(
                Optional.of(AgreementState.ACTIVE),
                agreedAt,
                firstUse,
                (rule, window) -> Optional.ofNullable(uses.get(window)),
                credentials,
                duties,
                leaseNotAfter,
                hops,
                disclosure);
    }

    /** The request as the machine interface writes it. */
    ObjectNode requestJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("moment", Words.lower(moment)).put("action", action.prefixed());
        put(json, "target", target);
        put(json, "party", party);
        put(json, "purpose", purpose);
        put(json, "application", application);
        put(json, "country", country);
        return at.equals(Request.UNKNOWN_TIME) ? json : json.put("at", at.toString());
    }

    /** The facts as the machine interface writes them. */
    ObjectNode factsJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("agreement", "active");
        put(json, "agreedAt", agreedAt.map(Instant::toString));
        if (firstUse.known()) {
            json.put("firstUseAt", firstUse.at().map(Instant::toString).orElse(null));
        }
        if (!uses.isEmpty()) {
            ObjectNode counts = json.putObject("uses");
            uses.forEach((window, count) -> counts.put(window.orElse("total"), count));
        }
        if (!credentials.isEmpty()) {
            credentials.forEach(credential -> put(json.withArray("/credentials").addObject(), credential));
        }
        if (!duties.isEmpty()) {
            ObjectNode states = json.putObject("duties");
            duties.forEach(states::put);
        }
        leaseNotAfter.ifPresent(end -> json.putObject("lease").put("notAfter", end.toString()));
        hops.ifPresent(passed -> json.put("hops", passed));
        put(json, "disclosure", disclosure);
        return json;
    }

    private static void put(ObjectNode json, Credential credential) {
        json.put("type", credential.type()).put("issuer", credential.issuer());
        ObjectNode claims = json.putObject("claims");
        credential.claims().forEach(claims::put);
    }

    private static void put(ObjectNode json, String key, Optional<String> value) {
        value.ifPresent(text -> json.put(key, text));
    }
}
