#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second verifier of policy-log bundles, written from policies/log/FORMAT.md alone.

It shares no code and no author's memory with the first one: where both say the same, the page says it. It needs Python 3.11 or
newer and python3-cryptography (for Ed25519, nothing else), reads no network and writes no file.

    sluis_log_verify.py verify BUNDLE [--anchor DID=VKEY]... [--clock-bound SECONDS]
    sluis_log_verify.py reconcile PROVIDER CONSUMER [--anchor DID=VKEY]... [--clock-bound SECONDS]
    sluis_log_verify.py flip BUNDLE [--all-bits] [--mend]

One JSON object goes to standard output. The exit codes are those of the page (0, 1, 3, 4); 2 is a wrong command line or a file
that cannot be opened. `flip` ends with 0 when every altered bundle was refused, otherwise with 1.
"""

import argparse
import base64
import binascii
import functools
import hashlib
import hmac
import json
import mmap
import os
import re
import struct
import sys
import zlib
from bisect import bisect_right
from collections import namedtuple
from datetime import datetime, timezone

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("sluis_log_verify: python3-cryptography is missing; on Debian: apt-get install python3-cryptography")

OK, INCOMPLETE, UNREADABLE, TAMPERED = "ok", "incomplete", "unreadable", "tampered"
CLASSES = [OK, INCOMPLETE, UNREADABLE, TAMPERED]
EXIT = {OK: 0, INCOMPLETE: 4, UNREADABLE: 3, TAMPERED: 1}

MOST_LONG = 2**63 - 1
MOST_BUNDLE = 2**31 - 1
MOST_FILES = 20_000
MOST_JSON = 8 * 1024 * 1024
MOST_PAYLOAD = 262_144
MOST_NOTE = 65_536
MOST_FINDINGS = 100  # of one check and class; the rest is counted
CHUNK = 1 << 20


class Malformed(Exception):
    """Something is not of the form that the page gives it."""


# ---------------------------------------------------------------------------------------------------------------- findings


class Findings:
    """What was found, bounded: of one check and class so many are kept and the others are counted."""

    def __init__(self):
        self.kept = []
        self.counts = {}

    def add(self, check, kind, file, message, entry=None):
        self.counts[check, kind] = self.counts.get((check, kind), 0) + 1
        if self.counts[check, kind] <= MOST_FINDINGS:
            finding = {"check": check, "class": kind, "file": file}
            if entry is not None:
                finding["entry"] = entry
            self.kept.append(finding | {"message": message})

    def worst(self):
        return max((kind for _, kind in self.counts), key=CLASSES.index, default=OK)

    def exit(self):
        return EXIT[self.worst()]

    def as_list(self):
        more = [
            {"check": check, "class": kind, "file": "", "message": f"and {count - MOST_FINDINGS} more of these"}
            for (check, kind), count in self.counts.items()
            if count > MOST_FINDINGS
        ]
        return self.kept + more


# ------------------------------------------------------------------------------------------------------------- small forms

DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
HEX_32 = re.compile(r"[0-9a-f]{64}")


def strict_base64(text, length=None):
    """The bytes of a text that is exactly what encoding them gives."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise Malformed("not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise Malformed("not strict base64")
    if length is not None and len(raw) != length:
        raise Malformed(f"not base64 of {length} bytes")
    return raw


def decimal(text, most_digits=19):
    if not DECIMAL.fullmatch(text) or len(text) > most_digits or int(text) > MOST_LONG:
        raise Malformed("not a decimal number, or one that is too large")
    return int(text)


def sha256(data):
    return hashlib.sha256(data).digest()


# -------------------------------------------------------------------------------------------------------------------- JSON

Number = namedtuple("Number", "text")  # as it is spelled: no check computes with a fraction

JSON_SPACE = re.compile(r"[ \t\n\r]*")
JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
JSON_STRING = re.compile(r'"([^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+)"')
JSON_ESCAPE = re.compile(r'\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))')
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
        try:
            self.text = bytes(data).decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("not UTF-8") from None
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
        return JSON_ESCAPE.sub(unescape, content) if "\\" in content else content

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


def lookup(payload, path):
    """The value at a path of names, or None."""
    for name in path.split("."):
        if not isinstance(payload, dict) or name not in payload:
            return None
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


# ------------------------------------------------------------------------------------------------------------ Merkle tree


def leaf_hash(record):
    return sha256(b"\0" + record)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def included(index, size, leaf, path, root):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistent(first, first_root, second, second_root, path):
    """RFC 9162, section 2.1.4.2; between trees of one size the path is empty and the roots are the same."""
    if first == 0 or first > second:
        return False
    if first == second:
        return not path and first_root == second_root
    if not path:
        return False
    if first & (first - 1) == 0:
        path = [first_root, *path]
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


class Tree:
    """The root of leaves that come one after the other, in logarithmic memory."""

    def __init__(self):
        self.size = 0
        self.peaks = []

    def add(self, leaf):
        at = self.size
        while at & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            at >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        return functools.reduce(lambda right, left: node_hash(left, right), reversed(self.peaks)) if self.peaks else sha256(b"")


# ------------------------------------------------------------------------------------------------------------------- notes

P = 2**255 - 19


@functools.lru_cache(maxsize=4096)
def ed25519(public, message, signature):
    y = int.from_bytes(public, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    # RFC 8032, 5.1.3: the coordinate is smaller than p, and x = 0 has no sign. OpenSSL takes both.
    if y >= P or (sign and y in (1, P - 1)):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


UNICODE_SPACES = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


def key_name(name):
    if not 1 <= len(name) <= 512 or "+" in name or not UNICODE_SPACES.isdisjoint(name):
        raise Malformed("not a key name")
    return name


class Key(namedtuple("Key", "use did name id kind public vkey")):
    @staticmethod
    def parse(use, did, vkey):
        parts = vkey.split("+", 2)
        if len(parts) != 3 or not re.fullmatch("[0-9a-f]{8}", parts[1]):
            raise Malformed("not a vkey")
        name, raw = key_name(parts[0]), strict_base64(parts[2], 33)
        identity = sha256(name.encode() + b"\n" + raw)[:4]
        if raw[0] not in (1, 4) or identity.hex() != parts[1]:
            raise Malformed("a vkey of another type, or whose key ID is not its own")
        return Key(use, did, name, identity, raw[0], raw[1:], vkey)

    def verify(self, text, signature):
        """The time of a signature that verifies (None for one without time); False when it does not."""
        if self.kind == 1:
            return None if len(signature) == 64 and ed25519(self.public, text, signature) else False
        if len(signature) != 72 or signature[0] & 0x80:
            return False
        time = int.from_bytes(signature[:8], "big")
        head = f"cosignature/v1\ntime {time}\n".encode()
        return Cosigned(time) if ed25519(self.public, head + text, signature[8:]) else False


Cosigned = namedtuple("Cosigned", "time")


class Note:
    """A C2SP signed note."""

    def __init__(self, data):
        if len(data) > MOST_NOTE:
            raise Malformed("a note of more than 65,536 bytes")
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("not UTF-8") from None
        at = whole.rfind("\n\n")
        if CONTROL.search(whole) or at < 0 or not whole.endswith("\n"):
            raise Malformed("not a signed note")
        self.text = whole[: at + 1]
        lines = whole[at + 2 :].split("\n")[:-1]
        if not 1 <= len(lines) <= 64:
            raise Malformed("a note has 1 to 64 signature lines")
        self.lines = [self.line(line) for line in lines]

    @staticmethod
    def line(line):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014":
            raise Malformed("not a signature line")
        raw = strict_base64(parts[2])
        if len(raw) <= 4:
            raise Malformed("a signature line without a signature")
        return key_name(parts[1]), raw[:4], raw[4:]

    def signatures(self, keys):
        """Pairs of key and time (None or Cosigned), or None when a line of one of these keys does not verify."""
        text, found = self.text.encode(), []
        for name, identity, signature in self.lines:
            known = [key for key in keys if key.name == name and key.id == identity]
            if known:
                valid = [(key, time) for key in known if (time := key.verify(text, signature)) is not False]
                if not valid:
                    return None
                found += valid
        return found

    def signed_by(self, keys):
        return bool(self.signatures(keys))


def note_lines(text):
    """The lines of a text in which none is empty."""
    lines = text.split("\n")
    if lines.pop() or not all(lines):
        raise Malformed("an empty line")
    return lines


Head = namedtuple("Head", "origin size root")
StreamHead = namedtuple("StreamHead", "entries index leaf")


def checkpoint_text(text):
    lines = note_lines(text)
    if len(lines) < 3:
        raise Malformed("not the text of a checkpoint")
    return Head(lines[0], decimal(lines[1]), strict_base64(lines[2], 32))


def heads_text(text):
    """Head and {stream id: StreamHead} of a heads note."""
    lines = note_lines(text)
    if len(lines) < 4 or lines[0] != "sluis-policy-log-heads/1" or len(lines) > 10_004:
        raise Malformed("not the text of a heads note")
    head, streams, before = Head(lines[1], decimal(lines[2]), strict_base64(lines[3], 32)), {}, ""
    for line in lines[4:]:
        parts = line.split(" ")
        if len(parts) != 4 or hex_of(parts[0]) <= before:
            raise Malformed("not a stream's line, or not in order")
        before = parts[0]
        stream = StreamHead(decimal(parts[1], 18), decimal(parts[2], 18), strict_base64(parts[3], 32))
        if stream.entries < 1:
            raise Malformed("a stream without entries")
        streams[before] = stream
    return head, streams


# --------------------------------------------------------------------------------------------------------------- container

NAMES = re.compile(
    r"manifest\.json|manifest\.note|checkpoint|heads\.note|keys\.json|leaves\.bin|payloads\.jsonl|proofs\.bin"
    r"|checkpoints/[0-9]{6}\.note|consistency/[0-9]{6}\.bin|did/[0-9]{4}\.json|rotations/[0-9]{4}\.note"
    r"|policies/[0-9a-f]{64}\.json|receipts/[0-9a-f]{64}\.jws|seal\.jws|peer/checkpoint|peer/heads\.note|entries\.csv|report\.html"
)
REQUIRED = ["manifest.note", "checkpoint", "heads.note", "keys.json", "leaves.bin", "payloads.jsonl"]
LOCAL = struct.Struct("<4sHHHHHIIIHH")


class Container:
    """The files of a bundle: where each begins and how long it is. The bytes stay where they are."""

    def __init__(self, data):
        self.data = data
        self.files = {}
        self.broken = []
        directory, at = [], 0
        if len(data) > MOST_BUNDLE:
            raise Malformed("more than 2^31-1 bytes")
        while data[at : at + 4] == b"PK\3\4":
            if len(self.files) == MOST_FILES:
                raise Malformed("more than 20,000 files")
            name, start, end, fields = self.local(at)
            directory.append(b"PK\1\2" + struct.pack("<H", 10) + fields + struct.pack("<HHHHII", 0, 0, 0, 0, 0, at) + name)
            self.add(name, start, end, fields)
            at = end
        rest = b"".join(directory)
        count = len(directory)
        rest += struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(rest), at, 0)
        if not count or len(data) - at != len(rest) or data[at:] != rest:
            raise Malformed(f"the directory that should begin at byte {at} has other bytes")

    def local(self, at):
        """Name, begin and end of the content, and the nine fields that stand again in the directory."""
        if len(self.data) - at < LOCAL.size:
            raise Malformed(f"cut off in the header at byte {at}")
        _, version, flags, method, time, date, _, size, again, length, extra = LOCAL.unpack_from(self.data, at)
        start = at + LOCAL.size + length
        if (version, flags, method, time, date, extra) != (10, 0, 0, 0, 0x21, 0) or size != again:
            raise Malformed(f"another spelling of the header at byte {at}")
        if length > 100 or start + size > len(self.data):
            raise Malformed(f"a length beyond the file in the header at byte {at}")
        return self.data[at + LOCAL.size : start], start, start + size, self.data[at + 4 : at + 28]

    def add(self, name, start, end, fields):
        text = name.decode("latin-1")
        if not NAMES.fullmatch(text):
            raise Malformed("a file of a name that no bundle has")
        if self.files and next(reversed(self.files)) >= text:
            raise Malformed("files out of order, or a name twice")
        self.files[text] = (start, end)
        crc = 0
        for part in self.parts(text):
            crc = zlib.crc32(part, crc)
        if crc != struct.unpack_from("<I", fields, 10)[0]:
            self.broken.append(text)

    def __contains__(self, name):
        return name in self.files

    def under(self, folder):
        return [name for name in self.files if name.startswith(folder)]

    def size(self, name):
        start, end = self.files[name]
        return end - start

    def parts(self, name):
        start, end = self.files[name]
        for at in range(start, end, CHUNK):
            yield self.data[at : min(at + CHUNK, end)]

    def read(self, name, most):
        if self.size(name) > most:
            raise Malformed(f"longer than {most} bytes")
        start, end = self.files[name]
        return self.data[start:end]

    def sha256(self, name):
        digest = hashlib.sha256()
        for part in self.parts(name):
            digest.update(part)
        return digest.digest()


# ---------------------------------------------------------------------------------------------------- manifest, keys, leaves

Manifest = namedtuple("Manifest", "origin self peer role whole streams files sha256")


def read_manifest(container):
    raw = container.read("manifest.json", MOST_JSON)
    found = members(
        Json(raw).object(), ["format", "origin", "self", "created", "tree", "streams", "files"], ["peer", "role"]
    )
    for name in ["format", "origin", "self", "created", "tree", *(name for name in ("peer", "role") if name in found)]:
        text_of(found[name])
    if found["format"] != "sluis-policy-log-bundle/1" or found["tree"] not in ("whole", "inclusion"):
        raise Malformed("another format or tree")
    if found.get("role", "provider") not in ("provider", "consumer"):
        raise Malformed("another role")
    streams = {}
    for element in array_of(found["streams"], 1, 10_000):
        stream = members(element, ["id"], ["agreement"])
        if hex_of(stream["id"]) in streams:
            raise Malformed("a stream twice")
        streams[stream["id"]] = text_of(stream["agreement"]) if "agreement" in stream else None
    files = {}
    if not isinstance(found["files"], dict):
        raise Malformed("files is not an object")
    for name, value in found["files"].items():
        entry = members(value, ["bytes", "sha256"])
        files[name] = (integer(entry["bytes"]), bytes.fromhex(hex_of(entry["sha256"])))
    return Manifest(
        found["origin"], found["self"], found.get("peer"), found.get("role"), found["tree"] == "whole", streams, files, sha256(raw)
    )


def read_keys(data):
    keys = []
    for element in array_of(members(Json(data).object(), ["keys"])["keys"], 0, 64):
        entry = members(element, ["use", "did", "vkey"])
        if entry["use"] not in ("log", "peer", "witness"):
            raise Malformed("another use of a key")
        keys.append(Key.parse(entry["use"], text_of(entry["did"]), text_of(entry["vkey"])))
    return keys


def read_did(data):
    """DID and public keys of a DID document."""
    document = Json(data).object()
    if not isinstance(document.get("id"), str):
        raise Malformed("a DID document without id")
    methods, keys = document.get("verificationMethod"), set()
    for method in methods if isinstance(methods, list) else []:
        jwk = method.get("publicKeyJwk") if isinstance(method, dict) else None
        if isinstance(jwk, dict) and jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519" and isinstance(jwk.get("x"), str):
            x = jwk["x"]
            if re.fullmatch("[A-Za-z0-9_-]{43}", x):
                try:
                    keys.add(strict_base64(x.translate(str.maketrans("-_", "+/")) + "=", 32))
                except Malformed:
                    continue
    return document["id"], keys


Position = namedtuple("Position", "stream sequence previous")
Leaf = namedtuple("Leaf", "index time positions commitment hash")
Line = namedtuple("Line", "salt payload erased_by")

ENTRY = re.compile(rb'\{"index":(0|[1-9][0-9]{0,17}),"salt":"([A-Za-z0-9+/=]{44})","payload":(?=\{)')
ERASED = re.compile(rb'\{"index":(0|[1-9][0-9]{0,17}),"erasedBy":(0|[1-9][0-9]{0,17})\}\n')


def parse_leaf(index, record):
    if len(record) < 45 or record[:4] != b"PLE1":
        raise Malformed(f"entry {index} is no leaf record")
    time, count = struct.unpack_from(">QB", record, 4)
    if time > MOST_LONG or not 1 <= count <= 3 or len(record) != 45 + 72 * count:
        raise Malformed(f"entry {index} is no leaf record")
    positions = []
    for at in range(13, 13 + 72 * count, 72):
        stream, sequence, previous = struct.unpack_from(">32sQ32s", record, at)
        positions.append(Position(stream.hex(), sequence, previous))
    if max(position.sequence for position in positions) > MOST_LONG or len({position.stream for position in positions}) != count:
        raise Malformed(f"entry {index} is no leaf record")
    return Leaf(index, time, positions, record[-32:], leaf_hash(record))


class Entries:
    """Leaves, lines of payloads and proofs of a bundle, side by side, read anew for each pass."""

    def __init__(self, container, manifest):
        self.container = container
        self.proofs = not manifest.whole
        self.count = 0

    def __iter__(self):
        data = self.container.data
        at, end = self.container.files["leaves.bin"]
        line_at, line_end = self.container.files["payloads.jsonl"]
        proof_at, proof_end = self.container.files["proofs.bin"] if self.proofs else (0, 0)
        before = -1
        while at < end:
            if end - at < 10:
                raise Malformed("leaves.bin is cut off")
            index, length = struct.unpack_from(">QH", data, at)
            if not before < index <= MOST_LONG or at + 10 + length > end:
                raise Malformed("leaves.bin is out of order or cut off")
            leaf = parse_leaf(index, data[at + 10 : at + 10 + length])
            at, before = at + 10 + length, index
            line, line_at = self.line(index, line_at, line_end)
            path = None
            if self.proofs:
                path, proof_at = self.path(proof_at, proof_end)
            yield leaf, line, path
        if line_at != line_end or proof_at != proof_end:
            raise Malformed("more payloads or proofs than leaves")

    def line(self, index, at, end):
        stop = self.container.data.find(b"\n", at, min(end, at + MOST_PAYLOAD + 128)) + 1
        if stop == 0:
            raise Malformed(f"no line of payloads.jsonl for entry {index}, or one that is too long")
        line = self.container.data[at:stop]
        if match := ERASED.fullmatch(line):
            found = Line(None, None, int(match[2]))
        elif (match := ENTRY.match(line)) and line.endswith(b"}}\n") and len(line) - match.end() - 2 <= MOST_PAYLOAD:
            found = Line(strict_base64(match[2].decode(), 32), line[match.end() : -2], None)
        else:
            raise Malformed(f"the line of entry {index} is spelled in another way")
        if int(match[1]) != index:
            raise Malformed(f"the line of entry {index} has another index")
        return found, stop

    def path(self, at, end):
        count = self.container.data[at] if at < end else 255
        stop = at + 1 + 32 * count
        if count > 63 or stop > end:
            raise Malformed("proofs.bin is cut off")
        return hashes(self.container.data[at + 1 : stop]), stop


def hashes(data):
    return [data[at : at + 32] for at in range(0, len(data), 32)]


# ------------------------------------------------------------------------------------------------------------ verification

Earlier = namedtuple("Earlier", "file head cosignatures")
Held = namedtuple("Held", "leaf payload")


class Verifier:
    """Section 6, a method for each check."""

    def __init__(self, data, anchors, bound):
        self.data, self.anchors, self.bound = data, anchors, bound * 1000
        self.findings = Findings()
        self.add = self.findings.add
        self.manifest = None

    def run(self):
        """Whether the bundle could be read; what was found is in the findings."""
        try:
            self.container = Container(self.data)
        except Malformed as fault:
            self.add("container", UNREADABLE, "", f"not a bundle: {fault}")
            return False
        for name in self.container.broken:
            self.add("container", TAMPERED, name, "the CRC-32 is not that of the content")
        try:
            if "manifest.json" not in self.container:
                raise Malformed("missing")
            self.manifest = read_manifest(self.container)
        except Malformed as fault:
            self.add("format", UNREADABLE, "manifest.json", f"manifest.json: {fault}")
            return False
        self.files()
        if not self.read():
            return False
        self.keys()
        self.manifest_note()
        self.checkpoints()
        self.entries()
        self.attachments()
        return True

    def files(self):
        for name, (size, digest) in self.manifest.files.items():
            if name not in self.container:
                self.add("files", TAMPERED, name[:200], "the manifest has it, the bundle does not")
            elif self.container.size(name) != size or self.container.sha256(name) != digest:
                self.add("files", TAMPERED, name, "another length or hash than in the manifest")
        for name in self.container.files:
            if name not in self.manifest.files and name not in ("manifest.json", "manifest.note"):
                self.add("files", TAMPERED, name, "the manifest does not have it")
        for folder, check in (("policies/", "policy"), ("receipts/", "receipt")):
            for name in self.container.under(folder):
                if self.container.sha256(name).hex() != name[9:73]:
                    self.add(check, TAMPERED, name, "the content does not hash to the name")

    def read(self):
        """Check `format`: every file is of its form."""
        before = len(self.findings.kept)
        fault = lambda name, message: self.add("format", UNREADABLE, name, f"{name}: {message}")
        self.notes, self.documents, self.paths, self.key_list = {}, [], {}, []
        for name in REQUIRED:
            if name not in self.container:
                fault(name, "missing")
        if ("proofs.bin" in self.container) == self.manifest.whole:
            fault("proofs.bin", "it is there exactly when the manifest's tree is inclusion")
        if len(self.container.under("rotations/")) > 64:
            fault("rotations/", "more than 64")
        for name in self.container.files:
            try:
                self.read_file(name)
            except Malformed as error:
                fault(name, error)
        self.entry_list = Entries(self.container, self.manifest)
        if len(self.findings.kept) == before:
            try:
                for _ in self.entry_list:
                    self.entry_list.count += 1
            except Malformed as error:
                fault("leaves.bin", error)
        return len(self.findings.kept) == before

    def read_file(self, name):
        if name.endswith(".note") or name in ("checkpoint", "peer/checkpoint"):
            self.notes[name] = Note(self.container.read(name, MOST_NOTE))
        elif name == "keys.json":
            self.key_list = read_keys(self.container.read(name, MOST_JSON))
        elif name.startswith("did/"):
            self.documents.append(read_did(self.container.read(name, MOST_JSON)))
        elif name.startswith("consistency/"):
            if f"checkpoints/{name[12:18]}.note" not in self.container:
                raise Malformed("there is no such checkpoint")
            raw = self.container.read(name, 126 * 32)
            if len(raw) % 32:
                raise Malformed("not whole hashes")
            self.paths[f"checkpoints/{name[12:18]}.note"] = hashes(raw)

    def keys(self):
        fitting = [key for key in self.key_list if self.fits(key)]
        if self.anchors:
            self.believed = [key for key in fitting if (key.did, key.vkey) in self.anchors]
        else:
            self.believed = [key for key in fitting if any(key.did == did and key.public in keys for did, keys in self.documents)]
            self.add("keys", OK, "", "no anchors were given: this shows that the bundle is whole, not who made it")
        rotations = [self.notes[name] for name in self.container.under("rotations/")]
        changed = True
        while changed:
            changed = False
            for note in rotations:
                key = self.rotated(note, fitting)
                if key and key not in self.believed and note.signed_by(self.used_as("log")):
                    self.believed.append(key)
                    changed = True
        if not self.used_as("log"):
            self.add("keys", TAMPERED, "keys.json", "no key of the log is believed")

    def fits(self, key):
        manifest = self.manifest
        if key.use == "log":
            good = key.did == manifest.self and key.name == manifest.origin and key.kind == 1
        elif key.use == "peer":
            good = manifest.peer is not None and key.did == manifest.peer and key.did != manifest.self
        else:
            good = key.did not in (manifest.self, manifest.peer) and key.kind == 4
        if not good:
            self.add("keys", TAMPERED, "keys.json", f"the key {key.name[:100]} does not fit its use")
        elif any(other.public == key.public and other.did != key.did for other in self.key_list):
            self.add("keys", TAMPERED, "keys.json", f"the key {key.name[:100]} stands under two DIDs")
            good = False
        return good

    def rotated(self, note, fitting):
        """The key that a rotation names, if it may be believed on that rotation's word."""
        try:
            lines = note_lines(note.text)
        except Malformed:
            return None
        if len(lines) != 3 or lines[:2] != ["sluis-policy-log-rotation/1", self.manifest.origin]:
            return None
        return next((key for key in fitting if key.use == "log" and key.vkey == lines[2]), None)

    def used_as(self, use):
        return [key for key in self.believed if key.use == use]

    def manifest_note(self):
        note, manifest = self.notes["manifest.note"], self.manifest
        digest = base64.b64encode(manifest.sha256).decode()
        if note.text != f"sluis-policy-log-bundle/1\n{manifest.origin}\n{digest}\n":
            self.add("manifest", TAMPERED, "manifest.note", "it is not about this manifest.json")
        elif len(note.lines) != 1 or not note.signed_by(self.used_as("log")):
            self.add("manifest", TAMPERED, "manifest.note", "it has not exactly one signature, of a believed key of the log")

    def checkpoints(self):
        self.newest = self.checkpoint("checkpoint", 0)
        self.earlier = [
            passed for name in self.container.under("checkpoints/") if (passed := self.checkpoint(name, 1)) is not None
        ]

    def checkpoint(self, file, least):
        note = self.notes[file]
        try:
            head = checkpoint_text(note.text)
            if head.size < least:
                raise Malformed("a checkpoint of no entry")
        except Malformed as fault:
            self.add("checkpoint", UNREADABLE, file, str(fault))
            return None
        signatures = note.signatures(self.believed)
        if head.origin != self.manifest.origin:
            self.add("checkpoint", TAMPERED, file, "it is of another origin")
        elif signatures is None:
            self.add("checkpoint", TAMPERED, file, "a signature of a believed key does not verify")
        elif not any(key.use == "log" for key, _ in signatures):
            self.add("checkpoint", TAMPERED, file, "no believed key of the log signed it")
        else:
            return Earlier(file, head, [(key, stamp.time) for key, stamp in signatures if stamp])
        return None

    # -- what goes through the entries

    def entries(self):
        self.events, self.policies, self.seals, self.receipts = [], {}, set(), {}
        self.restored, self.erasures, self.before_time = [], {}, 0
        self.tree, self.stream_heads = Tree(), dict.fromkeys(self.manifest.streams)
        if self.newest:
            proven = [
                point for point in self.earlier
                if point.file in self.paths
                and consistent(point.head.size, point.head.root, self.newest.head.size, self.newest.head.root, self.paths[point.file])
            ]
            self.proven = [self.newest, *proven]
            self.bounds = sorted({point.head.size for point in self.proven if point.cosignatures})
            self.times = [[None, None] for _ in range(len(self.bounds) + 1)]
        for leaf, line, path in self.entry_list:
            if line.payload is not None:
                self.payload(leaf, line)
            else:
                self.erasures.setdefault(line.erased_by, []).append(leaf)
            if self.newest:
                self.inclusion(leaf, path)
                self.stream(leaf)
                self.clock(leaf)
        for erasing, leaves in self.erasures.items():
            for leaf in leaves:
                self.add("erasure", TAMPERED, "payloads.jsonl", f"no entry {erasing} erases it by right", leaf.index)
        if self.newest:
            self.whole_tree()
            self.heads()
            self.check_restored()
            self.consistency()
            self.check_times()
            self.parties()

    def payload(self, leaf, line):
        index, payload, passes = leaf.index, None, True
        if hmac.new(line.salt, b"plog-payload/v1\0" + line.payload, "sha256").digest() != leaf.commitment:
            self.add("payload", TAMPERED, "payloads.jsonl", "the payload is not the one that the leaf commits to", index)
            passes = False
        try:
            payload = Json(line.payload).object()
            if not isinstance(payload.get("type"), str):
                raise Malformed("no string type")
        except Malformed as fault:
            self.add("payload", UNREADABLE, "payloads.jsonl", str(fault), index)
            passes = False
        if passes:
            self.passed(leaf, payload)

    def passed(self, leaf, payload):
        index, kind = leaf.index, payload["type"]
        agreement = string_at(payload, "corr.agreementId")
        for position in leaf.positions:
            wanted = self.manifest.streams.get(position.stream)
            if wanted is not None and agreement is not None and wanted != agreement:
                self.add("stream", TAMPERED, "payloads.jsonl", "its agreement is not the one of its stream", index)
        if kind == "erasure":
            self.erasure(leaf, payload)
        if (digest := string_at(payload, "policy.digest")) is not None:
            self.policies.setdefault(digest, index)
        if kind == "agreement.sealed" and (digest := string_at(payload, "seal.sha256")) is not None:
            self.seals.add(digest)
        if kind == "transfer.receipt" and (digest := string_at(payload, "receipt.sha256")) is not None:
            if digest in self.receipts:
                self.add("receipt", TAMPERED, "payloads.jsonl", f"the receipt of entry {self.receipts[digest]} once more", index)
            self.receipts.setdefault(digest, index)
        if kind == "log.restored" and self.newest:
            self.read_restored(index, payload)
        if kind in EVENTS:
            self.events.append(Event.of(leaf, payload))

    def erasure(self, leaf, payload):
        waiting = self.erasures.pop(leaf.index, [])
        erases = payload.get("erases")
        named = {value.text for value in erases if isinstance(value, Number)} if isinstance(erases, list) else set()
        streams = {position.stream for position in leaf.positions}
        for erased in waiting:
            if str(erased.index) in named and any(position.stream in streams for position in erased.positions):
                self.add("erasure", OK, "payloads.jsonl", f"erased by #{leaf.index}", erased.index)
            else:
                self.add("erasure", TAMPERED, "payloads.jsonl", f"entry {leaf.index} does not erase it by right", erased.index)

    def inclusion(self, leaf, path):
        head = self.newest.head
        if self.manifest.whole:
            if leaf.index == self.tree.size:
                self.tree.add(leaf.hash)
        elif not included(leaf.index, head.size, leaf.hash, path, head.root):
            self.add("inclusion", TAMPERED, "proofs.bin", "its proof does not hold in the checkpoint", leaf.index)

    def whole_tree(self):
        head = self.newest.head
        if self.manifest.whole and not (
            self.tree.size == self.entry_list.count == head.size and self.tree.root() == head.root
        ):
            self.add("inclusion", TAMPERED, "leaves.bin", "the leaves are not the tree of the checkpoint")

    def stream(self, leaf):
        for position in leaf.positions:
            if position.stream not in self.stream_heads:
                continue
            before = self.stream_heads[position.stream] or StreamHead(0, None, bytes(32))
            if position.sequence != before.entries or position.previous != before.leaf:
                self.add("stream", TAMPERED, "leaves.bin", "it does not follow the leaf before it in its stream", leaf.index)
            self.stream_heads[position.stream] = StreamHead(before.entries + 1, leaf.index, leaf.hash)

    def heads(self):
        note = self.notes["heads.note"]
        try:
            head, streams = heads_text(note.text)
        except Malformed as fault:
            self.add("heads", UNREADABLE, "heads.note", str(fault))
            return
        if not note.signed_by(self.used_as("log")):
            self.add("heads", TAMPERED, "heads.note", "not signed by the believed keys of the log")
        if head != self.newest.head:
            self.add("heads", TAMPERED, "heads.note", "it is of another tree than the checkpoint")
        for stream, here in self.stream_heads.items():
            if here is None or streams.get(stream) != here:
                self.add("heads", TAMPERED, "heads.note", f"the stream {stream} ends elsewhere")

    def read_restored(self, index, payload):
        try:
            restored = payload.get("restored")
            if not isinstance(restored, dict) or not isinstance(restored.get("lost"), list):
                raise Malformed("not of the form of a restored entry")
            lost = []
            for head in restored["lost"]:
                if not isinstance(head, dict) or not isinstance(head.get("root"), str):
                    raise Malformed("not of the form of a lost head")
                lost.append((integer(head.get("size")), strict_base64(head["root"], 32)))
            self.restored.append((index, integer(restored.get("size")), lost))
        except Malformed as fault:
            self.add("restored", UNREADABLE, "payloads.jsonl", str(fault), index)

    def check_restored(self):
        cosigned = max((point.head.size for point in self.proven if point.cosignatures), default=-1)
        for index, size, lost in self.restored:
            if index != size or any(head <= size for head, _ in lost) or cosigned <= index:
                self.add("restored", TAMPERED, "payloads.jsonl", "the restored backup is not as it says, or nobody saw it", index)
                continue
            self.add("restored", OK, "payloads.jsonl", f"a backup of {size} entries was restored", index)
            for head, _ in lost:
                self.add("restored", INCOMPLETE, "payloads.jsonl", f"what followed up to size {head} is lost", index)

    def consistency(self):
        lost = {head for _, _, heads in self.restored for head in heads}
        proven = {point.file for point in self.proven}
        for point in self.earlier:
            if point.file not in proven and (point.file in self.paths or (point.head.size, point.head.root) not in lost):
                self.add("consistency", TAMPERED, point.file, "the newest checkpoint does not continue it")

    def clock(self, leaf):
        if leaf.time < self.before_time:
            self.add("time", TAMPERED, "leaves.bin", "earlier than the leaf before it", leaf.index)
        self.before_time = leaf.time
        slot = self.times[bisect_right(self.bounds, leaf.index)]
        slot[0] = leaf.time if slot[0] is None else min(slot[0], leaf.time)
        slot[1] = leaf.time if slot[1] is None else max(slot[1], leaf.time)

    def check_times(self):
        latest, earliest, value = {}, {}, None
        for size, (_, high) in zip(self.bounds, self.times):
            value = latest[size] = max((v for v in (value, high) if v is not None), default=None)
        value = None
        for size, (low, _) in zip(reversed(self.bounds), reversed(self.times)):
            value = earliest[size] = min((v for v in (value, low) if v is not None), default=None)
        for point in self.proven:
            size = point.head.size
            for key, time in point.cosignatures:
                if latest[size] is not None and latest[size] > time * 1000 + 1000 + self.bound:
                    self.add("time", TAMPERED, point.file, f"an entry is later than the cosignature of {key.name[:100]} over it")
                if earliest[size] is not None and earliest[size] < time * 1000 - self.bound:
                    self.add("time", TAMPERED, point.file, f"an entry is earlier than the cosignature of {key.name[:100]} before it")

    def parties(self):
        uses = {key.use for key, _ in self.newest.cosignatures}
        if "witness" not in uses:
            self.add("witness", INCOMPLETE, "checkpoint", "no neutral witness")
        if self.manifest.peer is not None:
            if "peer" not in uses:
                self.add("peer", INCOMPLETE, "checkpoint", "one-sided: the other party did not cosign")
            if not self.notes["heads.note"].signed_by(self.used_as("peer")):
                self.add("peer", INCOMPLETE, "heads.note", "one-sided: the other party did not sign")
        for name, form in (("peer/checkpoint", checkpoint_text), ("peer/heads.note", heads_text)):
            if name in self.notes:
                if not self.notes[name].signed_by(self.used_as("peer")):
                    self.add("peer", TAMPERED, name, "not signed by the believed keys of the other party")
                try:
                    form(self.notes[name].text)
                except Malformed as fault:
                    self.add("peer", UNREADABLE, name, str(fault))

    def attachments(self):
        for digest, index in self.policies.items():
            if f"policies/{digest}.json" not in self.container:
                self.add("policy", INCOMPLETE, "payloads.jsonl", "the policy it was decided on is not here", index)
        if "seal.jws" in self.container:
            if self.container.sha256("seal.jws").hex() not in self.seals:
                self.add("seal", TAMPERED, "seal.jws", "no entry records this seal")
        elif any(agreement is not None for agreement in self.manifest.streams.values()):
            self.add("seal", INCOMPLETE, "", "the seal of the agreement is not here")
        for name in self.container.under("receipts/"):
            if name[9:73] not in self.receipts:
                self.add("receipt", TAMPERED, name, "no entry records this receipt")
        for digest, index in self.receipts.items():
            if f"receipts/{digest}.jws" not in self.container:
                self.add("receipt", INCOMPLETE, "payloads.jsonl", "the receipt it records is not here", index)


# -------------------------------------------------------------------------------------------------------------- reconciling

EVENTS = {"agreement.sealed", "agreement.terminated", "transfer.state", "transfer.receipt", "deletion.attested"}
IDENTITY = ["type", "corr.agreementId", "corr.consumerPid", "corr.providerPid", "corr.flowId", "state.to"]
FACTS = ["policy.digest", "seal.sha256", "receipt.sha256", "data.bytes", "data.sha256", "corr.datasetId", "decision"]
MATCHES = {
    "differing": TAMPERED, "outside-clock-bound": INCOMPLETE, "late": OK, "matched": OK,
    "provider-only": INCOMPLETE, "consumer-only": INCOMPLETE,
}  # fmt: skip
RFC_3339 = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def moment(text):
    """Milliseconds since 1970 of an RFC 3339 text, or None."""
    match = RFC_3339.fullmatch(text) if text else None
    if not match:
        return None
    offset = "+00:00" if match[4] in "Zz" else match[4]
    try:
        whole = datetime.strptime(f"{match[1]} {match[2]} {offset}", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None
    since = whole - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (since.days * 86400 + since.seconds) * 1000 + int(((match[3] or "") + "000")[:3])


class Event(namedtuple("Event", "index identity facts happened logged")):
    @staticmethod
    def of(leaf, payload):
        ts = moment(string_at(payload, "ts"))
        identity = tuple(string_at(payload, path) or "" for path in IDENTITY)
        facts = {path: lookup(payload, path) for path in FACTS}
        return Event(leaf.index, identity, facts, leaf.time if ts is None else ts, leaf.time)


def numbered(events):
    """{(identity, k): event}"""
    counts, found = {}, {}
    for event in events:
        counts[event.identity] = counts.get(event.identity, 0) + 1
        found[event.identity, counts[event.identity]] = event
    return found


def match_of(provider, consumer):
    if consumer is None:
        return "provider-only"
    if provider is None:
        return "consumer-only"
    if provider.facts != consumer.facts:
        return "differing"
    if abs(provider.happened - consumer.happened) > 10_000:
        return "outside-clock-bound"
    return "late" if any(event.logged - event.happened > 300_000 for event in (provider, consumer)) else "matched"


def reconcile(provider, consumer, findings):
    """Section 7: the pairings; what is wrong goes to the findings."""
    counterparts(provider, consumer, findings)
    held_notes("provider", provider, consumer, findings)
    held_notes("consumer", consumer, provider, findings)
    pairings, left, right = [], numbered(provider.events), numbered(consumer.events)
    for key in [*left, *(key for key in right if key not in left)]:
        one, other = left.get(key), right.get(key)
        match = match_of(one, other)
        event = " ".join(filter(None, key[0])) + f" ({key[1]})"
        pairings.append({"match": match, "event": event, "provider": one and one.index, "consumer": other and other.index})
        if MATCHES[match] != OK:
            findings.add(match, MATCHES[match], "payloads.jsonl", event, (one or other).index)
    return pairings


def counterparts(provider, consumer, findings):
    one, other = provider.manifest, consumer.manifest
    if (one.peer, other.peer, one.role, other.role) != (other.self, one.self, "provider", "consumer"):
        findings.add("counterpart", TAMPERED, "manifest.json", "these are not the provider's and the consumer's bundle of one pair")
    if {a for a in one.streams.values() if a} != {a for a in other.streams.values() if a}:
        findings.add("counterpart", INCOMPLETE, "manifest.json", "they are about other agreements")
    seals = [bundle.container.sha256("seal.jws") for bundle in (provider, consumer) if "seal.jws" in bundle.container]
    if len(seals) == 1:
        findings.add("seal", INCOMPLETE, "seal.jws", "only one side has a seal")
    elif len(set(seals)) == 2:
        findings.add("seal", TAMPERED, "seal.jws", "each side has another seal")


def held_notes(side, holder, other, findings):
    """What one side holds of the other's log must be what the other side shows of it."""
    add = lambda kind, name, message: findings.add("held", kind, f"{side}: {name}", message)
    newest = other.newest.head
    for name, form in (("peer/checkpoint", checkpoint_text), ("peer/heads.note", heads_text)):
        note = holder.notes.get(name)
        parsed = form(note.text) if note else None
        head = parsed[0] if name == "peer/heads.note" and parsed else parsed
        if note is None or head.origin != other.manifest.origin or not note.signed_by(other.used_as("log")):
            add(INCOMPLETE, name, "it holds none that the other's log signed")
        elif name == "peer/checkpoint":
            shown = {point.head for point in [other.newest, *other.earlier] if point.head.size == head.size}
            if shown - {head}:
                add(TAMPERED, name, "split view: the other side shows another tree of this size")
            elif head.size > newest.size:
                add(INCOMPLETE, name, "it is larger than the tree that the other side shows")
        elif wrong := held_streams(parsed[1], other):
            add(INCOMPLETE if head.size > newest.size else TAMPERED, name, f"the other side does not show the end of {wrong}")


def held_streams(streams, other):
    """The first stream whose held last leaf the other bundle does not have, or None."""
    wanted = {}
    for stream in other.manifest.streams:
        if stream in streams:
            wanted.setdefault(streams[stream].index, []).append(stream)
    for leaf, _, _ in other.entry_list:
        for stream in wanted.pop(leaf.index, []):
            held = streams[stream]
            at = next((position for position in leaf.positions if position.stream == stream), None)
            if at is None or at.sequence != held.entries - 1 or leaf.hash != held.leaf:
                return stream
    return next((stream for streams in wanted.values() for stream in streams), None)


# ---------------------------------------------------------------------------------------------------------------- commands


def open_bundle(path):
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def verify(data, anchors, bound):
    verifier = Verifier(data, anchors, bound)
    return verifier, verifier.run()


def say(answer):
    print(json.dumps(answer))
    return answer["exit"]


def verify_command(options):
    verifier, _ = verify(open_bundle(options.bundle), options.anchors, options.clock_bound)
    return say({"exit": verifier.findings.exit(), "findings": verifier.findings.as_list()})


def reconcile_command(options):
    sides = {}
    for side in ("provider", "consumer"):
        sides[side], _ = verify(open_bundle(getattr(options, side)), options.anchors, options.clock_bound)
    exits = {side: verifier.findings.exit() for side, verifier in sides.items()}
    for side, verifier in sides.items():
        if verifier.findings.worst() in (TAMPERED, UNREADABLE):
            worst = TAMPERED if EXIT[TAMPERED] in exits.values() else UNREADABLE
            return say({"exit": EXIT[worst], "bundles": exits, "findings": verifier.findings.as_list(), "pairings": []})
    findings = Findings()
    pairings = reconcile(sides["provider"], sides["consumer"], findings)
    return say({"exit": findings.exit(), "bundles": exits, "findings": findings.as_list(), "pairings": pairings})


def mended(data, at):
    """The altered bundle with a CRC-32 that fits again, if the byte is one of a file's content; otherwise None."""
    try:
        container = Container(data)
    except Malformed:
        return None
    if not container.broken:
        return None
    name = container.broken[0]
    start, end = container.files[name]
    if not start <= at < end:
        return None
    crc = struct.pack("<I", zlib.crc32(data[start:end]))
    whole = bytearray(data)
    local = start - len(name) - LOCAL.size
    central = data.rfind(b"PK\1\2", 0, data.rfind(name.encode()))
    whole[local + 14 : local + 18] = whole[central + 16 : central + 20] = crc
    return bytes(whole)


def flip_command(options):
    """Every byte altered, one at a time: all of them must be refused."""
    data = bytes(open_bundle(options.bundle))
    untouched = verify(data, options.anchors, options.clock_bound)[0].findings.exit()
    flips = refused = 0
    accepted = []
    for at in range(len(data)):
        for bit in [1 << n for n in range(8)] if options.all_bits else [1]:
            altered = data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]
            if options.mend and (altered := mended(altered, at)) is None:
                continue
            flips += 1
            code = verify(altered, options.anchors, options.clock_bound)[0].findings.exit()
            if code in (1, 3):
                refused += 1
            elif len(accepted) < MOST_FINDINGS:
                accepted.append({"byte": at, "bit": bit, "exit": code})
    good = refused == flips > 0 and untouched in (0, 4)
    return say({"exit": 0 if good else 1, "untouched": untouched, "flips": flips, "refused": refused, "accepted": accepted})


def anchor(text):
    did, separator, vkey = text.partition("=")
    try:
        return did, Key.parse("", did if separator else "", vkey).vkey
    except Malformed as fault:
        raise argparse.ArgumentTypeError(f"{text[:200]!r} is not DID=VKEY: {fault}") from None


def main(arguments):
    parser = argparse.ArgumentParser(description="Verifies policy-log bundles (policies/log/FORMAT.md), independently.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command, files in (
        ("verify", verify_command, ["bundle"]),
        ("reconcile", reconcile_command, ["provider", "consumer"]),
        ("flip", flip_command, ["bundle"]),
    ):
        sub = commands.add_parser(name)
        sub.set_defaults(run=command)
        for file in files:
            sub.add_argument(file)
        sub.add_argument("--anchor", dest="anchors", action="append", type=anchor, default=[], metavar="DID=VKEY")
        sub.add_argument("--clock-bound", type=int, default=600, metavar="SECONDS")
        if name == "flip":
            sub.add_argument("--all-bits", action="store_true", help="each bit of each byte, not only the lowest")
            sub.add_argument("--mend", action="store_true", help="only bytes of contents, with the CRC-32 made to fit again")
    options = parser.parse_args(arguments)
    options.anchors = set(options.anchors)
    try:
        return options.run(options)
    except OSError as fault:
        print(f"sluis_log_verify: cannot read {fault.filename}: {fault.strerror}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
