// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The strict reader: what it does not refuse means the same to everyone. It reads the JSON as it was written, before JSON-LD
 * expansion, fetches nothing and throws nothing.
 */
public final class PolicyReader {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonLimits.JSON);
    private static final JsonNode DSP_CONTEXT = new TextNode(PinnedContext.DSP_NAMESPACE + "context.jsonld");

    private PolicyReader() {}

    /** Reads a document in UTF-8. */
    public static Reading read(byte[] json) {
        if (json.length > JsonLimits.MAX_CHARACTERS) {
            return refused("too-large", "A policy has at most " + JsonLimits.MAX_CHARACTERS + " bytes.");
        }
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString());
        } catch (CharacterCodingException e) {
            return refused("not-utf8", "The policy is not UTF-8.");
        }
    }

    /** Reads a document. */
    public static Reading read(String json) {
        Optional<Problem> excess = JsonLimits.check(json);
        if (excess.isPresent()) {
            return new Reading.Refused(List.of(excess.get()));
        }
        try {
            return read(MAPPER.readTree(json));
        } catch (StreamConstraintsException e) {
            // Going over the tokens meets a long string only when the parser's buffer must grow for it.
            return new Reading.Refused(List.of(JsonLimits.tooLong(e)));
        } catch (JsonProcessingException e) {
            return refused("not-json", "This is not JSON.");
        }
    }

    /**
     * Reads a document that was parsed elsewhere; that parser must have refused duplicate keys. A policy on its own is read as
     * in a DSP message: the short names of the DSP 2025-1 context are in force, and its own context adds to them.
     */
    public static Reading read(JsonNode policy) {
        return read(policy, DSP_CONTEXT, "");
    }

    /**
     * Reads a policy inside a message, such as an offer in a ContractRequestMessage.
     *
     * @param enclosingContext the message's {@code @context}; a missing node where there is none
     * @param basePointer pointer to the policy in the message
     */
    public static Reading read(JsonNode policy, JsonNode enclosingContext, String basePointer) {
        Located root = new Located(policy, basePointer);
        if (!JsonLimits.isJson(policy) || !policy.isObject()) {
            return new Reading.Refused(
                    List.of(new Problem(basePointer, "not-an-object", "Expected an object: a policy.")));
        }
        Optional<Problem> excess = JsonLimits.check(root);
        if (excess.isPresent()) {
            return new Reading.Refused(List.of(excess.get()));
        }
        Problems problems = new Problems();
        Names names = new Names();
        if (JsonLimits.isJson(enclosingContext)) {
            new ContextReader(names, problems, true).read(new Located(enclosingContext, "/@context"));
        }
        if (policy.has("@context")) {
            new ContextReader(names, problems, false).read(root.member("@context"));
        }
        // Under a context that is not understood no name means anything.
        return problems.isEmpty() ? new BodyReader(names, problems).read(root) : new Reading.Refused(problems.list());
    }

    private static Reading refused(String code, String message) {
        return new Reading.Refused(List.of(new Problem("", code, message)));
    }
}
