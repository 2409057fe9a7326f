// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluis.policies.odrl.Policy.Kind;

/**
 * A policy that two participants agreed on.
 *
 * @param policy an agreement about {@code dataset} from {@code provider} to {@code consumer}
 * @param signedAt in whole seconds
 */
public record AgreedPolicy(
        String agreementId, String provider, String consumer, String dataset, Instant signedAt, Policy policy) {

    private static final ObjectMapper JSON = new ObjectMapper(JsonLimits.JSON);
    private static final Set<String> KEYS =
            Set.of("agreementId", "provider", "consumer", "dataset", "signedAt", "policy");

    public AgreedPolicy {
        signedAt = signedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The agreement made of these parts; empty when the policy itself names another dataset or another party. */
    public static Optional<AgreedPolicy> of(
            String agreementId, String provider, String consumer, String dataset, Instant signedAt, Policy policy) {
        boolean agrees = policy.target().orElse(dataset).equals(dataset)
                && policy.assigner().orElse(provider).equals(provider)
                && policy.assignee().orElse(consumer).equals(consumer);
        return agrees
                ? Optional.of(new AgreedPolicy(
                        agreementId,
                        provider,
                        consumer,
                        dataset,
                        signedAt,
                        policy.asAgreement(dataset, provider, consumer)))
                : Optional.empty();
    }

    /** The bytes to store, and their hash. */
    public CanonicalForm canonical() {
        return CanonicalForm.of(this);
    }

    /** Reads a stored agreement; empty unless it is, byte for byte, the canonical form of what was read. */
    public static Optional<AgreedPolicy> read(String canonical) {
        try {
            JsonNode root = JSON.readTree(canonical);
            Set<String> keys = new TreeSet<>();
            root.fieldNames().forEachRemaining(keys::add);
            if (!keys.equals(KEYS)) {
                return Optional.empty();
            }
            return read(root).filter(agreement -> agreement.canonical().json().equals(canonical));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<AgreedPolicy> read(JsonNode root) {
        Optional<Instant> signedAt = Times.instant(root.get("signedAt").asText());
        // The canonical keys are the short names of DSP's ODRL profile.
        Reading reading =
                PolicyReader.read(root.get("policy"), new TextNode(PinnedContext.DSP_ODRL_PROFILE), "/policy");
        return signedAt.isPresent()
                        && reading instanceof Reading.Valid valid
                        && valid.policy().kind() == Kind.AGREEMENT
                ? Optional.of(new AgreedPolicy(
                        root.get("agreementId").asText(),
                        root.get("provider").asText(),
                        root.get("consumer").asText(),
                        root.get("dataset").asText(),
                        signedAt.get(),
                        valid.policy()))
                : Optional.empty();
    }
}
