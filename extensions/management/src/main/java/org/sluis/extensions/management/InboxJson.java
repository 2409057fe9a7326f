// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.sluis.extensions.policyenforcement.approval.Inbox.Entry;
import org.sluis.policies.decision.PolicyComparison;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyDifferences;
import org.sluis.policies.odrl.Sentences;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.RunningMechanisms;
import org.sluis.policies.usage.Validity;

/** Tells what waits in plain words. */
final class InboxJson {

    private static final Sentences WORDS = new Sentences(InboxJson.class, "inbox");

    private final PartnerNames partners;
    private final RunningMechanisms mechanisms;

    InboxJson(PartnerNames partners, RunningMechanisms mechanisms) {
        this.partners = partners;
        this.mechanisms = mechanisms;
    }

    /** One line's worth. */
    ObjectNode brief(Entry entry) {
        var terms = entry.terms();
        var json = Answers.JSON
                .createObjectNode()
                .put("id", entry.negotiation())
                .put("waitsFor", entry.waitsFor().name().toLowerCase(Locale.ROOT))
                .put("state", entry.state())
                .put("since", entry.since().toString())
                .put("side", terms.side().name().toLowerCase(Locale.ROOT))
                .put("partner", partners.of(terms.partner()))
                .put("dataset", terms.dataset())
                .put("digest", entry.digest());
        terms.product().ifPresent(product -> json.put("product", product));
        if (!entry.reason().isEmpty()) {
            json.put("reason", entry.reason());
        }
        if (!entry.rule().isEmpty()) {
            json.put("rule", entry.rule());
        }
        entry.differences().forEach(json.putArray("differences")::add);
        entry.error().ifPresent(error -> json.put("error", error));
        entry.ended().ifPresent(why -> json.put("ended", why));
        return json;
    }

    /** With the terms, the agreement before, and what people said. */
    ObjectNode full(Entry entry, Language language) {
        var json = brief(entry);
        json.set("clauses", clauses(entry.terms().policy(), entry, language));
        entry.previous().ifPresent(agreement -> json.set("previous", previous(agreement, entry, language)));
        var said = json.putArray("said");
        entry.said().forEach(word -> said.add(sentence(word, language)));
        return json;
    }

    private ObjectNode previous(Agreement agreement, Entry entry, Language language) {
        var json = Answers.JSON
                .createObjectNode()
                .put("agreement", agreement.id())
                .put("signedAt", agreement.signedAt().toString())
                .put("state", agreement.state().name().toLowerCase(Locale.ROOT));
        Validity.until(agreement).ifPresent(until -> json.put("until", until.toString()));
        AgreedPolicy.read(agreement.canonical()).ifPresent(agreed -> {
            json.put("relation", relation(agreed, entry.terms().policy()));
            json.set("clauses", clauses(agreed.policy(), entry, language));
            var differences =
                    PolicyDifferences.of(agreed.policy(), entry.terms().policy(), language);
            differences.forEach(json.putArray("differences")::add);
        });
        return json;
    }

    /** Whether what is proposed now permits less, the same or more than before. */
    private static String relation(AgreedPolicy agreed, Policy proposed) {
        var terms = proposed.asAgreement(agreed.dataset(), agreed.provider(), agreed.consumer());
        return PolicyComparison.of(terms, agreed.policy()).relation().word();
    }

    private ArrayNode clauses(Policy policy, Entry entry, Language language) {
        var terms = entry.terms();
        return ClausesJson.of(policy, language, mechanisms.between(terms.side(), terms.partner()));
    }

    /** For instance: anna approved it at 2026-11-21T10:00:00Z. */
    static String sentence(Approval word, Language language) {
        var name = word.word().name() + (word.note().isPresent() ? ".note" : "");
        return WORDS.in(
                language, name, word.by(), word.at().toString(), word.note().orElse(""));
    }
}
