// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value of RFC 8259 and nothing beside it: no member twice in an object, at most {@value #DEEPEST} levels,
 * numbers of at most {@value #LONGEST_NUMBER} characters, names of at most {@value #LONGEST_NAME}, no escaped half of a
 * surrogate pair.
 */
public final class JsonReader {

    public static final int DEEPEST = 32;
    public static final int LONGEST_NUMBER = 100;
    public static final int LONGEST_NAME = 1_000;

    private static final char REPLACEMENT = '\uFFFD';

    private final JsonScanner scanner;
    private int depth;

    private JsonReader(String text) {
        scanner = new JsonScanner(text);
    }

    /** Reads a text of valid Unicode, without byte order mark. */
    public static JsonValue read(String text) throws MalformedJsonException {
        return new JsonReader(text).whole();
    }

    /** Reads an object whose brace is the first character. */
    public static JsonObject object(String text) throws MalformedJsonException {
        if (text.startsWith("{") && read(text) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedJsonException(0, "an object is expected");
    }

    /** Reads UTF-8; the buffer's position does not move. */
    public static JsonValue read(ByteBuffer utf8) throws MalformedJsonException {
        return read(text(utf8));
    }

    /** Decodes UTF-8 without errors; the buffer's position does not move. */
    public static String text(ByteBuffer utf8) throws MalformedJsonException {
        var bytes = utf8.slice();
        var copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        var text = new String(copy, StandardCharsets.UTF_8);
        // the quick way puts this character where it finds a fault; only then it matters where
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(bytes);
    }

    private static String strictly(ByteBuffer bytes) throws MalformedJsonException {
        var chars = CharBuffer.allocate(bytes.remaining());
        // every bound on chars holds, as no char takes less than a byte
        var result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, chars, true);
        if (result.isError()) {
            throw new MalformedJsonException(bytes.position(), "not UTF-8");
        }
        return chars.flip().toString();
    }

    private JsonValue whole() throws MalformedJsonException {
        scanner.skipSpace();
        var value = value();
        scanner.skipSpace();
        if (!scanner.atEnd()) {
            throw scanner.fault("something follows the value");
        }
        return value;
    }

    private JsonValue value() throws MalformedJsonException {
        return switch (scanner.peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new JsonString(scanner.string());
            case 't' -> literal(JsonLiteral.TRUE);
            case 'f' -> literal(JsonLiteral.FALSE);
            case 'n' -> literal(JsonLiteral.NULL);
            default -> new JsonNumber(scanner.number(LONGEST_NUMBER));
        };
    }

    private JsonValue literal(JsonLiteral literal) throws MalformedJsonException {
        scanner.word(literal.word());
        return literal;
    }

    private JsonObject object() throws MalformedJsonException {
        enter();
        var members = new LinkedHashMap<String, JsonValue>();
        boolean more = begins('}');
        while (more) {
            member(members);
            more = continues('}');
        }
        depth--;
        return JsonObject.owning(members);
    }

    private void member(Map<String, JsonValue> members) throws MalformedJsonException {
        int start = scanner.position();
        var name = scanner.string();
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw scanner.fault(start, "a name of more than " + LONGEST_NAME + " characters");
        }
        scanner.skipSpace();
        scanner.expect(':');
        scanner.skipSpace();
        if (members.putIfAbsent(name, value()) != null) {
            throw scanner.fault(start, "a member twice");
        }
    }

    private JsonArray array() throws MalformedJsonException {
        enter();
        List<JsonValue> elements = new ArrayList<>();
        boolean more = begins(']');
        while (more) {
            elements.add(value());
            more = continues(']');
        }
        depth--;
        return new JsonArray(elements);
    }

    private void enter() throws MalformedJsonException {
        // INVARIANT: recursion ends here, so no text can use up the stack
        if (++depth > DEEPEST) {
            throw scanner.fault("more than " + DEEPEST + " levels");
        }
        scanner.skip();
    }

    /** Whether a first member or element follows. */
    private boolean begins(char end) throws MalformedJsonException {
        scanner.skipSpace();
        return !scanner.skipped(end);
    }

    /** Whether another member or element follows. */
    private boolean continues(char end) throws MalformedJsonException {
        scanner.skipSpace();
        if (scanner.skipped(end)) {
            return false;
        }
        scanner.expect(',');
        scanner.skipSpace();
        return true;
    }
}
