# SPDX-License-Identifier: Apache-2.0
"""Makes logs and bundles of two invented firms, honest ones and, through its hooks, any others. Keys come from fixed seeds."""

import base64
import hashlib
import hmac
import json
import struct
import zlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def leaf_hash(record):
    return sha256(b"\0" + record)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def tree_root(ls):
    n = len(ls)
    if n == 0:
        return sha256(b"")
    if n == 1:
        return ls[0]
    k = 1
    while k * 2 < n:
        k *= 2
    return node_hash(tree_root(ls[:k]), tree_root(ls[k:]))


def inclusion(m, ls):
    n = len(ls)
    if n == 1:
        return []
    k = 1
    while k * 2 < n:
        k *= 2
    return inclusion(m, ls[:k]) + [tree_root(ls[k:])] if m < k else inclusion(m - k, ls[k:]) + [tree_root(ls[:k])]


def consistency(m, ls, b=True):
    n = len(ls)
    if m == n:
        return [] if b else [tree_root(ls)]
    k = 1
    while k * 2 < n:
        k *= 2
    return consistency(m, ls[:k], b) + [tree_root(ls[k:])] if m <= k else consistency(m - k, ls[k:], False) + [tree_root(ls[:k])]


class SigningKey:

    def __init__(self, name, kind, seed, did=None, use=None):
        self.name, self.kind, self.did, self.use = (name, kind, did, use)
        self.sk = Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()))
        self.pub = self.sk.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def raw(self):
        return bytes([self.kind]) + self.pub

    @property
    def id(self):
        return sha256(self.name.encode() + b"\n" + self.raw)[:4]

    @property
    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64(self.raw)}"

    def sign(self, text, time=None):
        t = text.encode()
        if self.kind == 1:
            sig = self.sk.sign(t)
        else:
            sig = struct.pack(">Q", time) + self.sk.sign(f"cosignature/v1\ntime {time}\n".encode() + t)
        return f"— {self.name} {b64(self.id + sig)}\n"


def note(text, *lines):
    return (text + "\n" + "".join(lines)).encode()


class Identity:
    """A key that signs seals and receipts."""

    def __init__(self, did, kind="Ed25519", name="identity"):
        self.did, self.kind, self.id = did, kind, f"{did}#{name}"
        self.alg = {"Ed25519": "EdDSA", "P-256": "ES256", "P-384": "ES384"}[kind]
        seed = sha256((kind + self.id).encode())
        if kind == "Ed25519":
            self.sk = Ed25519PrivateKey.from_private_bytes(seed)
            self.jwk = {
                "kty": "OKP",
                "crv": kind,
                "x": base64url(self.sk.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)),
            }
            return
        curve, self.hash, self.size, self.n = {
            "P-256": (ec.SECP256R1(), hashes.SHA256(), 32, ORDER_256),
            "P-384": (ec.SECP384R1(), hashes.SHA384(), 48, ORDER_384),
        }[kind]
        self.sk = ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER_256 - 1) + 1, curve)
        at = self.sk.public_key().public_numbers()
        self.jwk = {"kty": "EC", "crv": kind} | {k: base64url(v.to_bytes(self.size, "big")) for k, v in (("x", at.x), ("y", at.y))}

    def method(self, **changes):
        return {"id": self.id, "type": "JsonWebKey", "publicKeyJwk": self.jwk} | changes

    def header(self, typ, **changes):
        return {"alg": self.alg, "kid": self.id, "typ": f"sluis-{typ}+jwt"} | changes

    def sign(self, message, high=None):
        """The signature's bytes; with high said, of ECDSA the one with the larger or the smaller s."""
        if self.kind == "Ed25519":
            return self.sk.sign(message)
        r, s = decode_dss_signature(self.sk.sign(message, ec.ECDSA(self.hash)))
        if high is not None and (s > self.n // 2) != high:
            s = self.n - s
        return r.to_bytes(self.size, "big") + s.to_bytes(self.size, "big")


    def thumbprint(self):
        """RFC 7638: the required members in the order of their names."""
        members = {name: self.jwk[name] for name in ("crv", "kty", "x", "y") if name in self.jwk}
        return base64url(sha256(json.dumps(members, separators=(",", ":")).encode()))


P_256 = 2**256 - 2**224 + 2**192 + 2**96 - 1
GENERATOR_256 = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def added(one, other):
    """The sum of two points of P-256; None is the point at infinity."""
    if one is None or other is None:
        return other if one is None else one
    if one[0] == other[0] and (one[1] + other[1]) % P_256 == 0:
        return None
    if one == other:
        slope = (3 * one[0] ** 2 - 3) * pow(2 * one[1], -1, P_256)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P_256)
    x = (slope * slope - one[0] - other[0]) % P_256
    return x, (slope * (one[0] - x) - one[1]) % P_256


def times(factor, point):
    result = None
    while factor:
        if factor & 1:
            result = added(result, point)
        point, factor = added(point, point), factor >> 1
    return result


def second_key(identity, message, raw):
    """The JWK of another key of P-256 that verifies this signature as well: ECDSA fixes its key only up to the sign of a point."""
    r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    y = pow(r**3 - 3 * r + b, (P_256 + 1) // 4, P_256)
    digest = int.from_bytes(sha256(message), "big")
    for point in ((r, y), (r, P_256 - y)):
        known = added(times(s, point), times(-digest % ORDER_256, GENERATOR_256))
        found = times(pow(r, -1, ORDER_256), known)
        jwk = {"kty": "EC", "crv": "P-256"} | {k: base64url(v.to_bytes(32, "big")) for k, v in zip("xy", found)}
        if jwk != identity.jwk:
            return jwk
    raise AssertionError("both points give the same key")


ORDER_256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ORDER_384 = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973


def spelled(value):
    return value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def signed_part(identity, header, payload, signature=None):
    """Header and signature as base64url, over a payload that is base64url already."""
    head = base64url(spelled(header))
    raw = identity.sign(f"{head}.{payload}".encode())
    return head, base64url(signature(raw) if signature else raw)


def seal_text(payload, *signatures):
    """signatures: pairs of header and signature, each as base64url"""
    parts = ",".join(f'{{"protected":"{head}","signature":"{raw}"}}' for head, raw in signatures)
    return f'{{"payload":"{payload}","signatures":[{parts}]}}'.encode()


BEGIN = 1800000000000


class Side:
    """One firm's log and the bundle made of it."""

    def __init__(self, name="maker.example", peer="buyer.example", role="provider"):
        self.name, self.peername, self.role = (name, peer, role)
        self.origin = name + "/plog/2027"
        self.did = "did:web:" + name
        self.peerdid = "did:web:" + peer
        self.log = SigningKey(self.origin, 1, "log" + name, self.did, "log")
        self.peer_witness = SigningKey(peer + "/witness", 4, "w" + peer, self.peerdid, "peer")
        self.peer_statements = SigningKey(peer + "/statements", 1, "s" + peer, self.peerdid, "peer")
        self.peer_log = SigningKey(peer + "/plog/2027", 1, "log" + peer, self.peerdid, "peer")
        self.authority = SigningKey("authority.example/witness", 4, "aw", "did:web:authority.example", "witness")
        self.keys = [self.log, self.peer_witness, self.peer_statements, self.peer_log, self.authority]
        self.streams = [sha256(("stream" + name).encode())]
        self.other = sha256(b"other stream" + name.encode())
        self.agreements = ["agreement-1"]
        self.tree = "inclusion"
        self.records = []
        self.payloads = []
        self.salts = []
        self.heads = {}
        self.policy = b'{"@type":"Set"}'
        parties = (name, peer) if role == "provider" else (peer, name)
        self.parties = dict(zip(("provider", "consumer"), parties))
        self.identities = [Identity("did:web:" + party) for party in parties]
        self.seal = self.sealed(self.claims())
        self.receipt = self.received(self.receipt_claims())
        self.earlier = [4]
        self.step = 1000
        self.files_extra = {}
        self.erased = {}
        self.include = None
        self.time_cosign = None
        self.write()

    def write(self, sealed=None, received=None):
        """The six entries; sealed and received change the payloads that record the seal and the receipt."""
        self.records, self.payloads, self.salts, self.heads = [], [], [], {}
        a, seal, receipt = {"agreementId": "agreement-1"}, self.sealed_entry(), self.received_entry()
        for change, payload in ((sealed, seal), (received, receipt)):
            if change:
                change(payload)
        self.append({"type": "admin.action"}, [self.other])
        self.append(seal)
        self.append({"type": "release.decision", "decision": "allow", "corr": a, "policy": {"digest": sha256(self.policy).hex()}})
        self.append({"type": "admin.action"}, [self.other])
        self.append(receipt)
        self.append({"type": "agreement.terminated", "corr": a})

    def claims(self):
        origins = {role: f"{name}/plog/2027" for role, name in self.parties.items()}
        dids = {role: f"did:web:{name}" for role, name in self.parties.items()}
        return {
            "v": 1,
            "agreementId": "agreement-1",
            **dids,
            "datasetId": "dataset-1",
            "signedAt": "2027-01-15T07:59:00Z",
            "policyDigest": sha256(self.policy).hex(),
            "streams": {role: sha256(("stream" + name).encode()).hex() for role, name in self.parties.items()},
            "origins": origins,
            "logKeys": {role: SigningKey(origins[role], 1, "log" + name).vkey for role, name in self.parties.items()},
            "retention": {"provider": "P7Y", "consumer": "P10Y"},
            "sealedAt": "2027-01-15T08:00:01Z",
        }

    def receipt_claims(self):
        return {
            "v": 1,
            "agreementId": "agreement-1",
            "provider": "did:web:" + self.parties["provider"],
            "consumer": "did:web:" + self.parties["consumer"],
            "datasetId": "dataset-1",
            "useId": "use-1",
            "consumerPid": "consumer-pid-1",
            "providerPid": "provider-pid-1",
            "receivedAt": "2027-01-15T08:00:04Z",
            "entry": "entry-1",
            "bytes": 48213,
            "sha256": sha256(b"body").hex(),
            "stream": sha256(("stream" + self.parties["consumer"]).encode()).hex(),
        }

    def sealed(self, claims):
        payload = base64url(spelled(claims))
        return seal_text(payload, *[signed_part(key, key.header("seal"), payload) for key in self.identities])

    def received(self, claims, header=None):
        key, payload = self.identities[1], base64url(spelled(claims))
        head, raw = signed_part(key, header or key.header("receipt"), payload)
        return f"{head}.{payload}.{raw}".encode()

    def sealed_entry(self):
        return {
            "type": "agreement.sealed",
            "ts": "2027-01-15T08:00:01Z",
            "corr": {"agreementId": "agreement-1", "datasetId": "dataset-1"},
            "policy": {"digest": sha256(self.policy).hex()},
            "seal": {"sha256": sha256(self.seal or b"").hex()},
        }

    def received_entry(self):
        claims = self.receipt_claims()
        names = ("agreementId", "datasetId", "consumerPid", "providerPid")
        return {
            "type": "transfer.receipt",
            "id": "entry-1" if self.role == "consumer" else "entry-of-the-provider",
            "ts": claims["receivedAt"],
            "corr": {name: claims[name] for name in names} | {"flowId": claims["useId"]},
            "data": {"bytes": claims["bytes"], "sha256": claims["sha256"]},
            "receipt": {"sha256": sha256(self.receipt or b"").hex()},
        }

    def append(self, payload, streams=None, time=None, raw=None, record=None, seq=None, prev=None):
        raw = (
            raw
            if raw is not None
            else payload if isinstance(payload, bytes) else json.dumps(payload, separators=(",", ":")).encode()
        )
        i = len(self.records)
        salt = sha256(b"salt%d" % i + self.name.encode())
        streams = [self.streams[0]] if streams is None else streams
        r = b"PLE1" + struct.pack(">QB", BEGIN + i * self.step if time is None else time, len(streams))
        for st in streams:
            q, p = self.heads.get(st, (0, bytes(32)))[:2]
            r += st + struct.pack(">Q", q if seq is None else seq) + (p if prev is None else prev)
        r += hmac.new(salt, b"plog-payload/v1\x00" + raw, "sha256").digest()
        if record:
            r = record(r)
        for st in streams:
            q, p = self.heads.get(st, (0, bytes(32)))[:2]
            self.heads[st] = (q + 1, leaf_hash(r), i)
        self.records.append(r)
        self.payloads.append(raw)
        self.salts.append(salt)
        return i

    def head_text(self, n, r=None):
        return f"{self.origin}\n{n}\n{b64(r or tree_root([leaf_hash(x) for x in self.records[:n]]))}\n"

    def cosign(self, text, n, who=None):
        t = (BEGIN + (n - 1) * self.step) // 1000 + 2 if self.time_cosign is None else self.time_cosign
        return note(
            text,
            self.log.sign(text),
            *[k.sign(text, t) for k in (who if who is not None else [self.peer_witness, self.authority])],
        )

    def heads_text(self, streams=None):
        n = len(self.records)
        ls = ""
        for st in sorted(streams if streams is not None else self.streams):
            q, h, i = self.heads[st]
            ls += f"{st.hex()} {q} {i} {b64(h)}\n"
        return "sluis-policy-log-heads/1\n" + self.head_text(n) + ls

    def indices(self):
        if self.tree == "whole":
            return list(range(len(self.records)))
        if self.include is not None:
            return self.include
        return [i for i, r in enumerate(self.records) if any((st in r for st in self.streams))]

    def did_doc(self, did, without=None):
        identities = [key for key in self.identities if key.did == did]
        document = {
            "id": did,
            "verificationMethod": [
                {"type": "JsonWebKey", "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": base64url(k.pub)}}
                for k in self.keys
                if k.did == did and k is not without
            ]
            + [key.method() for key in identities],
        }
        if identities:
            document["assertionMethod"] = list(dict.fromkeys(key.id for key in identities))
        return json.dumps(document).encode()

    def files(self):
        n = len(self.records)
        hs = [leaf_hash(r) for r in self.records]
        f = {}
        text = self.head_text(n)
        f["checkpoint"] = self.cosign(text, n)
        ht = self.heads_text()
        f["heads.note"] = note(ht, self.log.sign(ht), self.peer_statements.sign(ht))
        for j, m in enumerate(self.earlier, 1):
            f[f"checkpoints/{j:06d}.note"] = self.cosign(self.head_text(m), m)
            f[f"consistency/{j:06d}.bin"] = b"".join(consistency(m, hs))
        f["keys.json"] = json.dumps({"keys": [{"use": k.use, "did": k.did, "vkey": k.vkey} for k in self.keys]}).encode()
        for j, d in enumerate(sorted({k.did for k in self.keys + self.identities}), 1):
            f[f"did/{j:04d}.json"] = self.did_doc(d)
        idx = self.indices()
        f["leaves.bin"] = b"".join((struct.pack(">QH", i, len(self.records[i])) + self.records[i] for i in idx))
        f["payloads.jsonl"] = b"".join(
            (
                (
                    b'{"index":%d,"erasedBy":%d}\n' % (i, self.erased[i])
                    if i in self.erased
                    else b'{"index":%d,"salt":"%s","payload":%s}\n' % (i, b64(self.salts[i]).encode(), self.payloads[i])
                )
                for i in idx
            )
        )
        if self.tree == "inclusion":
            f["proofs.bin"] = b"".join((bytes([len((p := inclusion(i, hs)))]) + b"".join(p) for i in idx))
        f[f"policies/{sha256(self.policy).hex()}.json"] = self.policy
        if self.receipt:
            f[f"receipts/{sha256(self.receipt).hex()}.jws"] = self.receipt
        if self.seal is not None:
            f["seal.jws"] = self.seal
        f.update(self.files_extra)
        return f

    def manifest(self, f):
        m = {
            "format": "sluis-policy-log-bundle/1",
            "origin": self.origin,
            "self": self.did,
            "peer": self.peerdid,
            "role": self.role,
            "created": "2027-01-15T08:10:00Z",
            "tree": self.tree,
            "streams": [
                {"id": st.hex(), "agreement": a} if a else {"id": st.hex()} for st, a in zip(self.streams, self.agreements)
            ],
            "files": {k: {"bytes": len(v), "sha256": sha256(v).hex()} for k, v in sorted(f.items())},
        }
        return m

    def bytes(self, files=None, manifest=None, raw=None, mnote=None, late=None, zipper=None):
        """files(f): before the manifest; manifest(m): the object; raw(bytes): manifest.json's bytes; late(f): after signing."""
        f = self.files()
        if files:
            files(f)
        m = self.manifest(f)
        if manifest:
            m = manifest(m) or m
        mj = json.dumps(m, separators=(",", ":")).encode()
        if raw:
            mj = raw(mj)
        f["manifest.json"] = mj
        t = f"sluis-policy-log-bundle/1\n{self.origin}\n{b64(sha256(mj))}\n"
        f["manifest.note"] = mnote(t) if mnote else note(t, self.log.sign(t))
        if late:
            late(f)
        f = {k: v for k, v in f.items() if v is not None}
        return (zipper or zipped)(f)


def zipped(f, order=sorted):
    a = b""
    d = b""
    for k in order(f):
        n = k.encode()
        v = f[k]
        h = struct.pack("<HHHHHIIIH", 10, 0, 0, 0, 33, zlib.crc32(v), len(v), len(v), len(n))
        d += b"PK\x01\x02" + struct.pack("<H", 10) + h + struct.pack("<HHHHII", 0, 0, 0, 0, 0, len(a)) + n
        a += b"PK\x03\x04" + h + b"\x00\x00" + n + v
    return a + d + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(f), len(f), len(d), len(a), 0)
