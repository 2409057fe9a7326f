# SPDX-License-Identifier: Apache-2.0
"""Signed texts (section 3): signed notes, keys, checkpoints, heads."""

import functools
import re
from collections import namedtuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .forms import Malformed, decimal, sha256, strict_base64, utf8
from .strict_json import hex_of

MOST_NOTE = 65_536
P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


@functools.lru_cache(maxsize=4096)
def ed25519(public, message, signature):
    y = int.from_bytes(public, "little") & (2**255 - 1)
    # RFC 8032, 5.1.3: the coordinate is smaller than p; OpenSSL takes others too. And the page wants no key of small order:
    # those whose double, or the double of it, has y = 0, or that have x = 0 (with a sign or without).
    if y >= P or y in (0, 1, P - 1) or (D * y**4 + 2 * y * y - 1) % P == 0:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


UNICODE_SPACES = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
NO_NAME = re.compile(r"[+\x7f-\x9f]")


def key_name(name):
    if not 1 <= len(name) <= 512 or NO_NAME.search(name) or CONTROL.search(name) or not UNICODE_SPACES.isdisjoint(name):
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
        whole = utf8(data)
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
