// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Evidence;

/** A {@link DecisionRecord} as a row of table {@code decision}. */
final class DecisionRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};
    private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};
    private static final String INSERT = """
            INSERT INTO decision (id, at, moment, allowed, party, agreement, dataset, action, purpose, policy_sha256, subject,
                reasons, evaluator, evidence, replica)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?::json, ?)
            """;

    private DecisionRows() {}

    static void insert(Connection connection, DecisionRecord decision, String replica) throws SQLException {
        insert(new Script(), decision, replica).execute(connection).close();
    }

    static Script insert(Script script, DecisionRecord decision, String replica) {
        return script.add(
                INSERT,
                decision.id(),
                Values.time(decision.at()),
                decision.moment().name(),
                decision.allowed(),
                Values.recordable(decision.party()),
                Values.recordable(decision.agreement()),
                Values.recordable(decision.dataset()),
                Values.recordable(decision.action()),
                Values.recordable(decision.purpose()),
                Values.recordable(decision.policySha256()),
                Values.recordable(decision.subject()),
                json(decision.reasons().stream().map(DecisionRows::recordable).toList()),
                Values.recordable(decision.evaluator()),
                json(decision.evidence().stream().map(DecisionRows::recordable).toList()),
                replica);
    }

    static DecisionRecord read(ResultSet row) throws SQLException {
        return new DecisionRecord(
                row.getObject("id", UUID.class),
                Values.requiredInstant(row, "at"),
                Moment.valueOf(row.getString("moment")),
                row.getBoolean("allowed"),
                Values.text(row, "party"),
                Values.text(row, "agreement"),
                Values.text(row, "dataset"),
                Values.text(row, "action"),
                Values.text(row, "purpose"),
                Values.text(row, "policy_sha256"),
                Values.text(row, "subject"),
                list(row.getString("reasons"), REASONS),
                row.getString("evaluator"),
                list(row.getString("evidence"), EVIDENCE));
    }

    private static String json(List<?> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons and evidence are plain text", e);
        }
    }

    private static Evidence recordable(Evidence evidence) {
        return new Evidence(
                Values.recordable(evidence.type()),
                Values.recordable(evidence.issuer()),
                Values.recordable(evidence.id()),
                Values.recordable(evidence.statusAt()));
    }

    private static Reason recordable(Reason reason) {
        return new Reason(
                Values.recordable(reason.pointer()),
                Values.recordable(reason.code()),
                Values.recordable(reason.leftOperand()),
                Values.recordable(reason.operator()),
                Values.recordable(reason.wanted()),
                Values.recordable(reason.observed()));
    }

    private static <T> List<T> list(String json, TypeReference<List<T>> type) throws SQLException {
        try {
            return List.copyOf(JSON.readValue(json, type));
        } catch (JsonProcessingException e) {
            throw new SQLException("reasons or evidence of a decision are not JSON", e);
        }
    }
}
