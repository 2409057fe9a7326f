// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.odrl.Term;
import org.sluis.policies.odrl.Times;

/** Reads the facts of a case. */
final class CaseFacts {

    private static final Set<String> KEYS = Set.of(
            "agreement", "agreedAt", "firstUseAt", "uses", "credentials", "duties", "lease", "hops", "disclosure");
    private static final String TOTAL = "total";

    private final CaseValues values;

    private CaseFacts(CaseValues values) {
        this.values = values;
    }

    /** The facts; only to be used when no fault was added. */
    static Facts read(String json, List<Reason> faults) {
        if (json.isEmpty() || json.equals("null")) {
            return Facts.none();
        }
        CaseFacts facts = new CaseFacts(CaseValues.read(json, "/facts", KEYS, faults));
        return facts.read();
    }

    private Facts read() {
        return new Facts(
                agreement(),
                values.instant("agreedAt"),
                firstUse(),
                uses(),
                credentials(),
                duties(),
                lease().flatMap(lease -> lease.instant("notAfter")),
                values.number("hops"),
                values.text("disclosure"));
    }

    private Optional<AgreementState> agreement() {
        Optional<String> written = values.text("agreement");
        for (AgreementState state : AgreementState.values()) {
            if (written.isPresent() && Words.lower(state).equals(written.get())) {
                return Optional.of(state);
            }
        }
        return written.flatMap(unknown -> values.fault("agreement", "active, ended or revoked"));
    }

    /** Null says that there was no use yet; only an absent key leaves it unknown. */
    private FirstUse firstUse() {
        if (!values.json().has("firstUseAt")) {
            return FirstUse.unknown();
        }
        return values.instant("firstUseAt").map(FirstUse::at).orElse(FirstUse.never());
    }

    private Facts.Uses uses() {
        Map<String, Long> counts = new HashMap<>();
        object("uses")
                .ifPresent(uses -> uses.json().fieldNames().forEachRemaining(window -> {
                    if (!window.equals(TOTAL) && Times.duration(window).isEmpty()) {
                        uses.fault(window, "total or a duration as key");
                    }
                    uses.number(window).ifPresent(count -> counts.put(window, count));
                }));
        return (rule, window) -> Optional.ofNullable(counts.get(window.orElse(TOTAL)));
    }

    private List<Credential> credentials() {
        List<Credential> read = new ArrayList<>();
        Optional<JsonNode> list = values.value("credentials");
        if (list.isPresent() && !list.get().isArray()) {
            values.fault("credentials", "an array");
            return read;
        }
        list.ifPresent(array -> array.forEach(node -> credential(node).ifPresent(read::add)));
        return read;
    }

    private Optional<Credential> credential(JsonNode node) {
        CaseValues credential = values.at(node, "credentials");
        Optional<String> type = credential.text("type");
        Optional<String> issuer = credential.text("issuer");
        JsonNode claims = credential.value("claims").orElse(null);
        if (type.isEmpty() || issuer.isEmpty() || (claims != null && !claims.isObject())) {
            return values.fault("credentials", "objects with type, issuer and claims");
        }
        Map<String, String> texts = new HashMap<>();
        if (claims != null) {
            CaseValues each = credential.at(claims, "claims");
            claims.fieldNames().forEachRemaining(name -> each.text(name).ifPresent(text -> texts.put(name, text)));
        }
        return Optional.of(new Credential(type.get(), issuer.get(), texts));
    }

    private Map<String, String> duties() {
        Map<String, String> states = new HashMap<>();
        object("duties")
                .ifPresent(duties -> duties.json()
                        .fieldNames()
                        .forEachRemaining(
                                duty -> duties.text(duty).ifPresent(state -> states.put(Term.full(duty), state))));
        return states;
    }

    private Optional<CaseValues> lease() {
        Optional<CaseValues> lease = object("lease");
        lease.filter(found -> found.value("notAfter").isEmpty())
                .ifPresent(found -> found.fault("notAfter", "an instant"));
        return lease;
    }

    private Optional<CaseValues> object(String key) {
        return values.value(key)
                .flatMap(node -> node.isObject() ? Optional.of(values.at(node, key)) : values.fault(key, "an object"));
    }
}
