// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import java.nio.charset.StandardCharsets;

/** The tokens of a JSON text, one after the other. */
final class JsonScanner {

    private static final int HEX_DIGITS = 4;

    private final String text;
    private int at;

    JsonScanner(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The next char, which may be the end: then it is NUL, which begins nothing. */
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    void skip() {
        at++;
    }

    boolean skipped(char c) {
        boolean there = !atEnd() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    void expect(char c) throws MalformedJsonException {
        if (!skipped(c)) {
            throw fault("'" + c + "' is expected");
        }
    }

    void skipSpace() {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) {
            at++;
        }
    }

    void word(String word) throws MalformedJsonException {
        if (!text.startsWith(word, at)) {
            throw fault("no JSON value");
        }
        at += word.length();
    }

    String number(int longest) throws MalformedJsonException {
        int start = at;
        skipped('-');
        if (!skipped('0')) {
            digits(at == start ? "no JSON value" : "a digit is expected");
        }
        if (skipped('.')) {
            digits("a digit is expected");
        }
        if (skipped('e') || skipped('E')) {
            if (!skipped('+')) {
                skipped('-');
            }
            digits("a digit is expected");
        }
        if (at - start > longest) {
            throw fault(start, "a number of more than " + longest + " characters");
        }
        return text.substring(start, at);
    }

    String string() throws MalformedJsonException {
        expect('"');
        int start = at;
        while (peek() != '"' && peek() != '\\') {
            plain();
        }
        return peek() == '"' ? text.substring(start, at++) : escaped(new StringBuilder().append(text, start, at));
    }

    MalformedJsonException fault(String message) {
        return fault(at, message);
    }

    /** A fault at a char of the text, told in bytes. */
    MalformedJsonException fault(int where, String message) {
        return new MalformedJsonException(text.substring(0, where).getBytes(StandardCharsets.UTF_8).length, message);
    }

    private void digits(String otherwise) throws MalformedJsonException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw fault(otherwise);
        }
    }

    private void plain() throws MalformedJsonException {
        if (atEnd()) {
            throw fault("a string without its end");
        }
        if (peek() < ' ') {
            throw fault("a control character in a string");
        }
        at++;
    }

    private String escaped(StringBuilder value) throws MalformedJsonException {
        while (!skipped('"')) {
            if (skipped('\\')) {
                value.append(escape());
            } else {
                value.append(peek());
                plain();
            }
        }
        return value.toString();
    }

    private String escape() throws MalformedJsonException {
        int start = at - 1;
        char kind = peek();
        at += atEnd() ? 0 : 1;
        return switch (kind) {
            case '"', '\\', '/' -> String.valueOf(kind);
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> character(start);
            default -> throw fault(start, "an escape that JSON does not have");
        };
    }

    /** One escaped char, or two that are a pair. */
    private String character(int start) throws MalformedJsonException {
        char first = hex();
        if (!Character.isSurrogate(first)) {
            return String.valueOf(first);
        }
        if (Character.isHighSurrogate(first) && text.startsWith("\\u", at)) {
            at += 2;
            char second = hex();
            if (Character.isLowSurrogate(second)) {
                return new String(new char[] {first, second});
            }
        }
        throw fault(start, "half of a surrogate pair");
    }

    private char hex() throws MalformedJsonException {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            // ASCII alone: Character.digit knows the digits of every script
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw fault("four hexadecimal digits are expected");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }
}
