# SPDX-License-Identifier: Apache-2.0
"""Identity keys of DID documents (section 5) and what their signatures need to hold."""

import base64
import binascii
import json
from collections import namedtuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from .forms import Malformed, sha256
from .notes import ed25519


def strict_base64url(text, length=None):
    """The bytes of a text without padding that is exactly what encoding them gives."""
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise Malformed("not base64url") from None
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise Malformed("not strict base64url")
    if length is not None and len(raw) != length:
        raise Malformed(f"not base64url of {length} bytes")
    return raw


# SEC 2, version 2.0: p, a coefficient b (that of x is -3) and the order n
Curve = namedtuple("Curve", "size p b n alg curve hash")
CURVES = {
    "P-256": Curve(
        32,
        2**256 - 2**224 + 2**192 + 2**96 - 1,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        "ES256",
        ec.SECP256R1(),
        hashes.SHA256(),
    ),
    "P-384": Curve(
        48,
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        "ES384",
        ec.SECP384R1(),
        hashes.SHA384(),
    ),
}


class IdentityKey(namedtuple("IdentityKey", "id kty crv coordinates")):
    """A key of a DID document; two of them are one key when only their ids differ."""

    @staticmethod
    def of(identity, jwk):
        """The key of a JWK of one of the page's forms; Malformed for any other."""
        kty, crv = (jwk.get("kty"), jwk.get("crv")) if isinstance(jwk, dict) else (None, None)
        if kty == "OKP" and crv == "Ed25519":
            return IdentityKey(identity, kty, crv, (coordinate(jwk, "x", 32),))
        if kty != "EC" or not isinstance(crv, str) or crv not in CURVES:
            raise Malformed("no key of a form that signs")
        curve = CURVES[crv]
        raw = coordinate(jwk, "x", curve.size), coordinate(jwk, "y", curve.size)
        x, y = (int.from_bytes(value, "big") for value in raw)
        if x >= curve.p or y >= curve.p or (y * y - (x * x * x - 3 * x + curve.b)) % curve.p:
            raise Malformed("not a point of the curve")
        return IdentityKey(identity, kty, crv, raw)

    @property
    def public(self):
        return self.crv, self.coordinates

    def thumbprint(self):
        """RFC 7638, SHA-256, base64url."""
        jwk = {"crv": self.crv, "kty": self.kty}
        jwk |= {name: base64url(value) for name, value in zip("xy", self.coordinates)}
        return base64url(sha256(json.dumps(jwk, separators=(",", ":"), sort_keys=True).encode()))

    def verifies(self, alg, message, signature):
        if self.kty == "OKP":
            return alg in ("EdDSA", "Ed25519") and len(signature) == 64 and ed25519(self.coordinates[0], message, signature)
        curve = CURVES[self.crv]
        if alg != curve.alg or len(signature) != 2 * curve.size:
            return False
        r, s = (int.from_bytes(half, "big") for half in (signature[: curve.size], signature[curve.size :]))
        if not (0 < r < curve.n and 0 < s < curve.n):
            return False
        x, y = (int.from_bytes(value, "big") for value in self.coordinates)
        try:
            key = ec.EllipticCurvePublicNumbers(x, y, curve.curve).public_key()
            key.verify(encode_dss_signature(r, s), message, ec.ECDSA(curve.hash))
            return True
        except (InvalidSignature, ValueError):
            return False


def base64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def coordinate(jwk, name, length):
    if not isinstance(jwk.get(name), str):
        raise Malformed("no coordinate")
    return strict_base64url(jwk[name], length)


def elements(document, name):
    return document[name] if isinstance(document.get(name), list) else []


def identity_keys(document):
    """The identity keys of a DID document, of which the string id is known to be there."""
    methods, allowing = (elements(document, name) for name in ("verificationMethod", "assertionMethod"))
    full = lambda identity: document["id"] + identity if identity.startswith("#") else identity
    embedded = [element for element in allowing if isinstance(element, dict)]
    named = [element if isinstance(element, str) else element.get("id") for element in allowing if isinstance(element, (str, dict))]
    allowed = {full(identity) for identity in named if isinstance(identity, str)}
    keys = []
    for method in [element for element in methods if isinstance(element, dict)] + embedded:
        identity = method.get("id")
        if isinstance(identity, str) and full(identity) in allowed:
            try:
                keys.append(IdentityKey.of(full(identity), method.get("publicKeyJwk")))
            except Malformed:
                continue
    return keys
