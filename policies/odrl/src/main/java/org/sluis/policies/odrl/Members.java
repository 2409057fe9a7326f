// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of one JSON object by full name, and the terms they hold. */
final class Members {

    private final Located object;
    private final Names names;
    private final Problems problems;
    private final Map<String, Located> byName = new HashMap<>();

    private Members(Located object, Names names, Problems problems) {
        this.object = object;
        this.names = names;
        this.problems = problems;
    }

    /**
     * Reads an object that has no other keys than the allowed ones. A key outside them whose value is empty means nothing.
     *
     * @param what the object in words, for messages
     */
    static Optional<Members> of(Located object, Names names, Problems problems, String what, Set<String> allowed) {
        if (!object.json().isObject()) {
            return problems.refuse(object, "not-an-object", "Expected an object: " + what + ".");
        }
        Members members = new Members(object, names, problems);
        object.json().fieldNames().forEachRemaining(key -> members.add(key, what, allowed));
        return Optional.of(members);
    }

    private void add(String key, String what, Set<String> allowed) {
        Located value = object.member(key);
        String name = names.expand(key);
        if (!allowed.contains(name)) {
            if (!value.isEmpty()) {
                problems.refuse(
                        value,
                        "unknown-key",
                        Problems.quote(key) + " is no key of " + what + " in this profile; remove it.");
            }
        } else if (byName.putIfAbsent(name, value) != null) {
            problems.refuse(
                    value, "repeated-key", Problems.quote(key) + " stands twice in " + what + ", under two spellings.");
        }
    }

    Located object() {
        return object;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The members of an array-valued key; none when it is absent. */
    List<Located> list(String name) {
        return has(name) ? byName.get(name).members() : List.of();
    }

    Optional<Located> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The single member of a key. */
    Optional<Located> single(String name) {
        List<Located> members = list(name);
        if (members.size() == 1) {
            return Optional.of(members.get(0));
        }
        return has(name)
                ? problems.refuse(byName.get(name), "not-single", "Exactly one value belongs here.")
                : problems.refuse(
                        object,
                        "missing-key",
                        Problems.quote(Term.prefixed(name)) + " is missing here; exactly one belongs here.");
    }

    /** The full IRI of the term a key holds, as a string or as {@code {"@id": ..}}. */
    Optional<String> term(String name) {
        return single(name).flatMap(this::text).map(names::expand);
    }

    /** The identifier a key holds; prefixes are resolved where JSON-LD resolves them. */
    Optional<String> identifier(String name) {
        return single(name).flatMap(value -> text(value).flatMap(text -> identifier(value, text)));
    }

    private Optional<String> identifier(Located value, String text) {
        boolean resolved = value.json().isObject()
                || !value.pointer().substring(object.pointer().length()).contains(":");
        String identifier = resolved ? names.expandIdentifier(text) : text;
        return Strings.isIdentifier(identifier)
                ? Optional.of(identifier)
                : problems.refuse(
                        value, "identifier-form", "An identifier has no spaces or hidden characters and is not empty.");
    }

    /** The string itself, or the one in {@code {"@id": ..}}. */
    Optional<String> text(Located value) {
        if (value.json().isTextual()) {
            return Optional.of(value.json().textValue());
        }
        if (isReference(value)) {
            return Optional.of(value.json().get("@id").textValue());
        }
        return problems.refuse(value, "not-a-string", "Write a string here, or {\"@id\": \"..\"}.");
    }

    static boolean isReference(Located value) {
        return value.json().isObject()
                && value.json().size() == 1
                && value.json().has("@id")
                && value.json().get("@id").isTextual();
    }
}
