# SPDX-License-Identifier: Apache-2.0
"""The small forms: numbers, hex, base64, hashes, text."""

import base64
import binascii
import hashlib
import re

MOST_LONG = 2**63 - 1
DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
HEX_32 = re.compile(r"[0-9a-f]{64}")


class Malformed(Exception):
    """Something is not of the form that the page gives it."""


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


def utf8(data):
    try:
        return bytes(data).decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None


def sha256(data):
    return hashlib.sha256(data).digest()
