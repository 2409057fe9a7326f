# SPDX-License-Identifier: Apache-2.0
"""JSON as section 5 wants it: RFC 8259 with limits, and no member twice."""

import re
from collections import namedtuple

from .forms import HEX_32, Malformed, decimal, utf8

MOST_JSON = 8 * 1024 * 1024
Number = namedtuple("Number", "text")  # as it is spelled: no check computes with a fraction

JSON_SPACE = re.compile(r"[ \t\n\r]*")
JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
JSON_STRING = re.compile(r'"([^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+)"')
JSON_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
HALF_PAIR = re.compile("[\ud800-\udfff]")
JSON_SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
JSON_WORDS = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}


def unescape(match):
    high, low, single, short = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00))
    return chr(int(single, 16)) if single else JSON_SHORT[short]


class Json:
    """RFC 8259 with the limits of section 5."""

    def __init__(self, data):
        if len(data) > MOST_JSON:
            raise Malformed("more than 8 MiB of JSON")
        self.text = utf8(data)
        self.at = 0

    def object(self):
        if not self.text.startswith("{"):
            raise Malformed("does not begin with {")
        found = self.members(1)
        self.space()
        if self.at != len(self.text):
            raise Malformed("something stands behind the JSON object")
        return found

    def space(self):
        self.at = JSON_SPACE.match(self.text, self.at).end()

    def peek(self):
        self.space()
        return self.text[self.at : self.at + 1]

    def take(self, wanted):
        if self.peek() != wanted:
            raise Malformed(f"no {wanted} at character {self.at} of the JSON text")
        self.at += 1

    def value(self, depth):
        first = self.peek()
        if first == "{":
            return self.members(depth + 1)
        if first == "[":
            return self.elements(depth + 1)
        if first == '"':
            return self.string()
        if first in JSON_WORDS:
            word, meaning = JSON_WORDS[first]
            if not self.text.startswith(word, self.at):
                raise Malformed("not a JSON word")
            self.at += len(word)
            return meaning
        match = JSON_NUMBER.match(self.text, self.at)
        if not match or match.end() - self.at > 100:
            raise Malformed(f"no JSON value at character {self.at}, or a number of more than 100 characters")
        self.at = match.end()
        return Number(match.group())

    def string(self):
        match = JSON_STRING.match(self.text, self.at)
        if not match:
            raise Malformed(f"not a JSON string at character {self.at}")
        self.at = match.end()
        content = match.group(1)
        if "\\" in content:
            content = JSON_ESCAPE.sub(unescape, content)
            if HALF_PAIR.search(content):
                raise Malformed("an escaped half of a surrogate pair")
        return content

    def members(self, depth):
        if depth > 32:
            raise Malformed("JSON of more than 32 levels")
        self.take("{")
        found = {}
        if self.peek() == "}":
            self.at += 1
            return found
        while True:
            if self.peek() != '"':
                raise Malformed("a JSON member without a name")
            name = self.string()
            if len(name) > 1000:
                raise Malformed("a JSON name of more than 1,000 characters")
            if name in found:
                raise Malformed("a JSON member that stands twice")
            self.take(":")
            found[name] = self.value(depth)
            if self.peek() != ",":
                self.take("}")
                return found
            self.at += 1

    def elements(self, depth):
        if depth > 32:
            raise Malformed("JSON of more than 32 levels")
        self.take("[")
        found = []
        if self.peek() == "]":
            self.at += 1
            return found
        while True:
            found.append(self.value(depth))
            if self.peek() != ",":
                self.take("]")
                return found
            self.at += 1


ABSENT = object()


def lookup(payload, path):
    """The value at a path of names, or ABSENT."""
    for name in path.split("."):
        if not isinstance(payload, dict) or name not in payload:
            return ABSENT
        payload = payload[name]
    return payload


def string_at(payload, path):
    value = lookup(payload, path)
    return value if isinstance(value, str) else None


def integer(value):
    if not isinstance(value, Number):
        raise Malformed("not a number")
    return decimal(value.text)


def members(value, required, optional=()):
    """The members of an object that has these and no others."""
    if not isinstance(value, dict):
        raise Malformed("not a JSON object")
    for name in required:
        if name not in value:
            raise Malformed(f"no member {name}")
    for name in value:
        if name not in required and name not in optional:
            raise Malformed("a member that has no place here")
    return value


def text_of(value):
    if not isinstance(value, str) or not 1 <= len(value) <= 2000:
        raise Malformed("not a string of 1 to 2,000 characters")
    return value


def array_of(value, least, most):
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise Malformed(f"not an array of {least} to {most}")
    return value


def hex_of(value):
    if not isinstance(value, str) or not HEX_32.fullmatch(value):
        raise Malformed("not 32 bytes in hex")
    return value
