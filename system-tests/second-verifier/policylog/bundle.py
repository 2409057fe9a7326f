# SPDX-License-Identifier: Apache-2.0
"""What a bundle holds: manifest, keys, DID documents, entries (sections 1, 4 and 5)."""

import re
import struct
from collections import namedtuple

from .forms import MOST_LONG, Malformed, sha256, strict_base64, utf8
from .identity import identity_keys
from .notes import Key
from .strict_json import MOST_JSON, Json, array_of, hex_of, integer, members, text_of
from .tree import leaf_hash

MOST_PAYLOAD = 262_144

Manifest = namedtuple("Manifest", "origin self peer role whole streams files sha256")


def read_manifest(container):
    raw = container.content("manifest.json", MOST_JSON)
    found = members(Json(raw).object(), ["format", "origin", "self", "created", "tree", "streams", "files"], ["peer", "role"])
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
        found["origin"],
        found["self"],
        found.get("peer"),
        found.get("role"),
        found["tree"] == "whole",
        streams,
        files,
        sha256(raw),
    )


def read_keys(data):
    keys = []
    for element in array_of(members(Json(data).object(), ["keys"])["keys"], 0, 64):
        entry = members(element, ["use", "did", "vkey"])
        if entry["use"] not in ("log", "peer", "witness"):
            raise Malformed("another use of a key")
        keys.append(Key.parse(entry["use"], text_of(entry["did"]), text_of(entry["vkey"])))
    return keys


Document = namedtuple("Document", "did keys identities")


def read_did(data):
    """DID, public keys of notes and identity keys of a DID document."""
    document = Json(data).object()
    text_of(document.get("id"))
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
    return Document(document["id"], keys, identity_keys(document))


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
        utf8(line)
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
