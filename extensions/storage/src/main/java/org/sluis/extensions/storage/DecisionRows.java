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

/** A {@link DecisionRecord} as a row of table {@code decision}. */
final class DecisionRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};
    private static final String INSERT = """
            INSERT INTO decision (id, at, moment, allowed, party, agreement, dataset, action, purpose, policy_sha256, subject,
                reasons, evaluator, replica)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)
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
                json(decision.reasons()),
                Values.recordable(decision.evaluator()),
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
                reasons(row.getString("reasons")),
                row.getString("evaluator"));
    }

    private static String json(List<Reason> reasons) {
        try {
            return JSON.writeValueAsString(
                    reasons.stream().map(DecisionRows::recordable).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons are plain text", e);
        }
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

    private static List<Reason> reasons(String json) throws SQLException {
        try {
            return List.copyOf(JSON.readValue(json, REASONS));
        } catch (JsonProcessingException e) {
            throw new SQLException("reasons of a decision are not JSON", e);
        }
    }
}
