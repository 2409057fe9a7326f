# SPDX-License-Identifier: Apache-2.0
"""Seal and receipts: their form (section 5.1)."""

import re
from collections import namedtuple

from .forms import Malformed
from .identity import strict_base64url
from .notes import Key
from .strict_json import Json, hex_of, integer, members, text_of

MOST_STATEMENT = 65_536
PART = rb"([A-Za-z0-9_-]+)"
SIGNED = rb'\{"protected":"' + PART + rb'","signature":"' + PART + rb'"\}'
SEAL = re.compile(rb'\{"payload":"' + PART + rb'","signatures":\[' + SIGNED + rb"(?:," + SIGNED + rb")?\]\}")
RECEIPT = re.compile(rb"\.".join([rb"([A-Za-z0-9_-]*)"] * 3))  # no least length is said here, as it is of a seal's parts

Signature = namedtuple("Signature", "signer alg kid message raw")
Statement = namedtuple("Statement", "claims signatures")


def signature(header, payload, raw, typ):
    found = members(Json(part(header)).object(), ["alg", "kid", "typ"])
    if not all(isinstance(value, str) for value in found.values()) or found["typ"] != typ:
        raise Malformed("a header with members of another form, or of another typ")
    kid = found["kid"]
    first = kid.find("#")
    if not 0 < first < len(kid) - 1:
        raise Malformed("a kid without a signer or without a fragment")
    return Signature(kid[:first], found["alg"], kid, header + b"." + payload, part(raw))


def part(text):
    return strict_base64url(text.decode())


def read_seal(data):
    match = SEAL.fullmatch(data)
    if not match:
        raise Malformed("not the text of a seal")
    payload, *parts = match.groups()
    signatures = [signature(parts[at], payload, parts[at + 1], "sluis-seal+jwt") for at in (0, 2) if parts[at]]
    claims = Json(part(payload)).object()
    pairs = ["streams", "origins", "logKeys", "retention"]
    texts = ["agreementId", "provider", "consumer", "datasetId", "signedAt", "policyDigest", "sealedAt"]
    versioned(members(claims, ["v", *texts, *pairs]), texts)
    for name in pairs:
        for value in members(claims[name], ["provider", "consumer"]).values():
            text_of(value)
    for role in ("provider", "consumer"):
        hex_of(claims["streams"][role])
        key = Key.parse("log", claims[role], claims["logKeys"][role])
        if key.kind != 1 or key.name != claims["origins"][role]:
            raise Malformed("a log key of another type or origin")
    return Statement(claims, signatures)


def read_receipt(data):
    match = RECEIPT.fullmatch(data)
    if not match:
        raise Malformed("not the text of a receipt")
    header, payload, raw = match.groups()
    signatures = [signature(header, payload, raw, "sluis-receipt+jwt")]
    claims = Json(part(payload)).object()
    texts = ["agreementId", "provider", "consumer", "datasetId", "useId", "consumerPid", "providerPid", "receivedAt", "entry"]
    versioned(members(claims, ["v", "bytes", "sha256", "stream", *texts]), texts)
    integer(claims["bytes"])
    hex_of(claims["sha256"])
    hex_of(claims["stream"])
    return Statement(claims, signatures)


def versioned(claims, texts):
    if integer(claims["v"]) != 1:
        raise Malformed("another version")
    for name in texts:
        text_of(claims[name])
