// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sluis.extensions.policyenforcement.StrictJson.RefusedException;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;

/** Finds the policies in a message, has each read strictly, and puts in its place what was read. */
final class EmbeddedPolicies {

    private static final Set<String> KEYWORDS = Set.of("@context", "@id", "@type");
    private static final String TIMESTAMP = MessageNames.DSP + "timestamp";
    private static final int LONGEST_TIMESTAMP = 64;

    private final String vocabulary;
    private final Set<String> members;

    /**
     * Where a kind of message carries policies.
     *
     * @param vocabulary namespace of the names without a prefix
     * @param members full names of the keys that hold a policy
     */
    EmbeddedPolicies(String vocabulary, Set<String> members) {
        this.vocabulary = vocabulary;
        this.members = Set.copyOf(members);
    }

    /** The message with each policy in expanded form; the same message if it holds none. */
    ObjectNode read(JsonNode message, boolean nameProfile) throws RefusedException {
        if (!(message instanceof ObjectNode object)) {
            throw refused("", "not-an-object", "Expected a JSON object.");
        }
        MessageNames names = MessageNames.of(object, vocabulary);
        ObjectNode written = object.objectNode();
        Set<String> found = new HashSet<>();
        for (var entry : object.properties()) {
            String name = names.expand(entry.getKey());
            if (name.startsWith("@") && !KEYWORDS.contains(name)) {
                throw refused(pointer(entry.getKey()), "unknown-key", "This JSON-LD keyword has no place here.");
            }
            if (!members.contains(name)) {
                written.set(entry.getKey(), entry.getValue());
            } else if (found.add(name)) {
                written.set(
                        name, policy(entry.getValue(), object.path("@context"), pointer(entry.getKey()), nameProfile));
            } else {
                throw refused(pointer(entry.getKey()), "repeated-key", "This key stands twice, under two spellings.");
            }
        }
        return found.isEmpty() ? object : written;
    }

    private static ObjectNode policy(JsonNode policy, JsonNode context, String pointer, boolean nameProfile)
            throws RefusedException {
        Reading reading = PolicyReader.read(policy, context, pointer);
        if (reading instanceof Reading.Valid valid) {
            ObjectNode written = ExpandedPolicy.of(valid.policy(), nameProfile || namesProfile(policy));
            copyTimestamp(policy, written, pointer);
            return written;
        }
        throw new RefusedException(reading instanceof Reading.Refused refused ? refused.problems() : List.of());
    }

    // A policy that was read has no other key that ends so.
    private static boolean namesProfile(JsonNode policy) {
        return policy.properties().stream().anyMatch(entry -> entry.getKey().endsWith("profile"));
    }

    // DSP puts the signing time inside the agreement; it is not the policy's.
    private static void copyTimestamp(JsonNode policy, ObjectNode written, String pointer) throws RefusedException {
        for (var entry : policy.properties()) {
            if (entry.getKey().endsWith("timestamp")) {
                if (!entry.getValue().isTextual()
                        || entry.getValue().textValue().length() > LONGEST_TIMESTAMP) {
                    throw refused(
                            pointer + pointer(entry.getKey()), "timestamp-form", "Write an instant as a JSON string.");
                }
                written.set(TIMESTAMP, entry.getValue());
            }
        }
    }

    private static String pointer(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private static RefusedException refused(String pointer, String code, String message) {
        return new RefusedException(new Problem(pointer, code, message));
    }
}
