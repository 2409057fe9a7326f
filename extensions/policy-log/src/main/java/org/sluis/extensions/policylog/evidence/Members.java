// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.sluis.extensions.web.StrictJson;
import org.sluis.extensions.web.StrictJson.InvalidJsonException;

/** A JSON object with exactly the members that are expected. */
public record Members(JsonNode node, String what) {

    private static final int LONGEST = 2_000;

    /**
     * An object that has these members and no others.
     *
     * @param what its name in messages
     */
    public static Members of(JsonNode node, String what, Set<String> names) throws MalformedEvidenceException {
        require(node != null && node.isObject(), what + " is no object");
        var given = new TreeSet<String>();
        node.fieldNames().forEachRemaining(given::add);
        require(given.equals(names), what + " must have the members " + new TreeSet<>(names));
        return new Members(node, what);
    }

    /** The same of bytes that must be the RFC 8785 spelling; the caller compares them with what it writes itself. */
    public static Members of(byte[] json, String what, Set<String> names) throws MalformedEvidenceException {
        try {
            return of(StrictJson.object(new String(json, StandardCharsets.UTF_8)), what, names);
        } catch (InvalidJsonException e) {
            throw new MalformedEvidenceException(what + " is " + e.getMessage());
        }
    }

    /** A text of 1 to 2,000 characters. */
    public String text(String name) throws MalformedEvidenceException {
        var value = node.get(name);
        require(
                value.isTextual()
                        && !value.textValue().isEmpty()
                        && value.textValue().length() <= LONGEST,
                what + ": " + name + " must be a text of 1 to " + LONGEST + " characters");
        return value.textValue();
    }

    /** A whole number from 0 on. */
    public long number(String name) throws MalformedEvidenceException {
        var value = node.get(name);
        require(
                value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0,
                what + ": " + name + " must be a whole number");
        return value.longValue();
    }

    /** A time as {@link Instant#toString()} writes it. */
    public Instant time(String name) throws MalformedEvidenceException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new MalformedEvidenceException(what + ": " + name + " must be a time like 2026-11-21T12:00:00Z");
        }
    }

    /** An object with exactly these members. */
    public Members object(String name, Set<String> names) throws MalformedEvidenceException {
        return of(node.get(name), what + ": " + name, names);
    }

    /** Passes if {@code holds}. */
    public static void require(boolean holds, String otherwise) throws MalformedEvidenceException {
        if (!holds) {
            throw new MalformedEvidenceException(otherwise);
        }
    }
}
