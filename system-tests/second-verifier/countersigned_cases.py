# SPDX-License-Identifier: Apache-2.0
"""Bundles that each break one sentence of FORMAT.md on identity keys, seals and receipts (or just do not), for both parties.

`register` takes the ways in which cases.py notes down a bundle and a pair.
"""

import base64
import json
from functools import partial

from maker import (
    ORDER_256, ORDER_384, Identity, Side, SigningKey, b64, base64url, note, seal_text, second_key, sha256, signed_part, spelled,
)  # fmt: skip

VALUES_FEW = {"absent": None, "empty": "", "other": "other", "longer": "x" * 2001, "number": 1}
SIDES = {"": Side, "_c": lambda: Side("buyer.example", "maker.example", "consumer")}
TEXTS = ["agreementId", "provider", "consumer", "datasetId"]
SEAL_TEXTS = [*TEXTS, "signedAt", "policyDigest", "sealedAt"]
RECEIPT_TEXTS = [*TEXTS, "useId", "consumerPid", "providerPid", "receivedAt", "entry"]
P_256 = 2**256 - 2**224 + 2**192 + 2**96 - 1
B_256 = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
ORDER_ED = 2**252 + 27742317777372353535851937790883648493

DEEP = {32: b"[" * 31 + b"]" * 31, 33: b"[" * 32 + b"]" * 32}
VALUES = {
    "absent": None,
    "empty": "",
    "other": "other",
    "long": "x" * 2000,
    "longer": "x" * 2001,
    "astral": "\U0001f600" * 2000,
    "number": 1,
    "list": [],
    "true": True,
}
WHOLE = {
    "2": b"2",
    "0": b"0",
    "text": b'"1"',
    "fraction": b"1.0",
    "power": b"1e0",
    "minus": b"-1",
    "true": b"true",
    "null": b"null",
    "most": b"9223372036854775807",
    "more": b"9223372036854775808",
}
SPELLINGS = {
    "space_before": lambda raw: b" " + raw,
    "space_behind": lambda raw: raw + b" \n\t\r",
    "space_within": lambda raw: raw.replace(b":", b" : "),
    "bom": lambda raw: b"\xef\xbb\xbf" + raw,
    "two": lambda raw: raw + b"{}",
    "array": lambda raw: b"[" + raw + b"]",
    "empty": lambda raw: b"{}",
    "extra": lambda raw: raw[:-1] + b',"z":"z"}',
    "extra_deep32": lambda raw: raw[:-1] + b',"z":' + DEEP[32] + b"}",
    "cut": lambda raw: raw[:-1],
    "not_utf8": lambda raw: raw.replace(b"did:web", b"did\xffweb", 1),
    "escaped": lambda raw: raw.replace(b"did:web", b"did\\u003aweb"),
    "backwards": lambda raw: json.dumps(dict(reversed(json.loads(raw).items()))).encode(),
}


def put(target, path, value):
    *folders, name = path.split(".")
    for folder in folders:
        target = target.setdefault(folder, {})
    if value is None:
        target.pop(name, None)
    else:
        target[name] = value


def loose(text):
    """The same bytes in another spelling, when the last character has bits to spare; otherwise padded."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + alphabet[alphabet.index(text[-1]) | 1] if len(text) % 4 == 3 else text + "="


def document(s, change, did=None):
    """Changes the DID document of one party (the first signer's unless said)."""
    wanted, usual = did or s.identities[0].did, s.did_doc

    def changed(owner, without=None):
        found = usual(owner, without)
        if owner != wanted:
            return found
        whole = json.loads(found)
        return json.dumps(change(whole) or whole).encode()

    s.did_doc = changed


def resign(s):
    """Seal and receipt by the keys that the parties have now."""
    s.seal, s.receipt = s.sealed(s.claims()), s.received(s.receipt_claims())


class Cases:
    def __init__(self, simple, anchored, pair):
        self.simple, self.anchored, self.pair = simple, anchored, pair

    def both(self, name, setup, sides=SIDES, **k):
        for ending, side in sides.items():
            self.simple(name + ending, side=side, setup=setup, **k)

    def seal(self, name, claims=None, raw=None, text=None, header=None, signature=None, entry=None, before=None, after=None, **k):
        """claims and raw change the payload; header and signature the first signature's; text the file; entry the log's entry."""

        def setup(s):
            if before:
                before(s)
            said = s.claims()
            if claims:
                claims(said)
            payload = base64url((raw or (lambda x: x))(spelled(said)))
            parts = []
            for at, key in enumerate(s.identities):
                usual = key.header("seal")
                made = (header(usual, key) or usual) if header and at == 0 else usual
                parts.append(signed_part(key, made, payload, signature if at == 0 else None))
            s.seal = text(s, payload, parts) if text else seal_text(payload, *parts)
            s.write(sealed=entry)
            if after:
                after(s)

        self.both("s_" + name, setup, **k)

    def receipt(
        self, name, claims=None, raw=None, text=None, header=None, signature=None, entry=None, before=None, after=None, **k
    ):
        """The same of a receipt."""

        def setup(s):
            if before:
                before(s)
            said, key = s.receipt_claims(), s.identities[1]
            if claims:
                claims(said)
            payload, usual = base64url((raw or (lambda x: x))(spelled(said))), key.header("receipt")
            head, sign = signed_part(key, (header(usual, key) or usual) if header else usual, payload, signature)
            s.receipt = text(head, payload, sign) if text else f"{head}.{payload}.{sign}".encode()
            s.write(received=entry)
            if after:
                after(s)

        self.both("rc_" + name, setup, **k)

    # -- one word after the other

    def register(self):
        self.both("s_honest", None)
        # what is of one form only needs the bundle of one side
        seal, receipt = partial(self.seal, sides={"": Side}), partial(self.receipt, sides={"": Side})
        self.members(seal, SEAL_TEXTS)
        self.members(receipt, RECEIPT_TEXTS)
        self.seal_pairs(seal)
        self.seal_logs(self.seal)
        self.receipt_members(receipt)
        for make, kind in ((seal, "seal"), (receipt, "receipt")):
            self.headers(make, kind)
            self.signatures(make)
        self.seal_texts(seal)
        self.receipt_texts(receipt)
        self.seal_entries()
        self.receipt_entries()
        self.uses()
        self.documents()
        self.keys_of_forms()
        self.keys_of_one_id()
        self.manifests()
        self.identity_anchors()
        self.beside()
        self.events()

    def members(self, make, names):
        for name in names:
            for word, value in VALUES.items():
                make(f"{name}_{word}", claims=lambda c, name=name, value=value: put(c, name, value))
        for word, value in WHOLE.items():
            make(f"v_{word}", raw=lambda raw, value=value: raw.replace(b'"v":1', b'"v":' + value))
        for word, change in SPELLINGS.items():
            make(f"payload_{word}", raw=change)
        make("payload_twice", raw=lambda raw: raw[:-1] + b',"v":1}')
        make("payload_twice_escaped", raw=lambda raw: raw[:-1] + b',"\\u0076":1}')
        make("payload_half", raw=lambda raw: raw.replace(b"dataset-1", b"\\ud800"))
        make("payload_deep33", raw=lambda raw: raw.replace(b'"dataset-1"', DEEP[33]))
        make("parties_swapped", claims=lambda c: c.update(provider=c["consumer"], consumer=c["provider"]))
        make("parties_same", claims=lambda c: c.update(consumer=c["provider"]))
        make("parties_both_consumer", claims=lambda c: c.update(provider=c["consumer"]))

    def seal_pairs(self, seal):
        for name in ("streams", "origins", "logKeys", "retention"):
            for word, value in {"absent": None, "text": "x", "list": [], "empty": {}}.items():
                seal(f"{name}_{word}", claims=lambda c, name=name, value=value: put(c, name, value))
            seal(f"{name}_extra", claims=lambda c, name=name: c[name].update(x="x"))
            swapped = lambda pair: {"provider": pair["consumer"], "consumer": pair["provider"]}
            seal(f"{name}_swapped", claims=lambda c, name=name, swapped=swapped: put(c, name, swapped(c[name])))
            for role in ("provider", "consumer"):
                for word, value in VALUES_FEW.items():
                    seal(f"{name}_{role}_{word}", claims=lambda c, p=f"{name}.{role}", value=value: put(c, p, value))

    def seal_logs(self, seal):
        for role in ("provider", "consumer"):
            upper = lambda c, role=role: c["streams"].update({role: c["streams"][role].upper()})
            seal(f"stream_{role}_upper", claims=upper)
            seal(f"stream_{role}_other", claims=lambda c, role=role: c["streams"].update({role: "a" * 64}))
            seal(f"stream_{role}_63", claims=lambda c, role=role: c["streams"].update({role: "a" * 63}))
            for word, made in {
                "other": lambda origin: (origin, SigningKey(origin, 1, "another")),
                "type4": lambda origin: (origin, SigningKey(origin, 4, "another")),
                "name": lambda origin: (origin, SigningKey("x", 1, "another")),
                "origin": lambda origin: ("x", SigningKey("x", 1, "another")),
            }.items():

                def logs(c, role=role, made=made):
                    origin, key = made(c["origins"][role])
                    c["origins"][role], c["logKeys"][role] = origin, key.vkey

                seal(f"log_{role}_{word}", claims=logs)
            broken = lambda c, role=role: c["logKeys"].update({role: c["logKeys"][role].replace("+", "+0", 1)})
            seal(f"log_{role}_broken", claims=broken)
        seal("streams_one", claims=lambda c: c["streams"].update(consumer=c["streams"]["provider"]))
        peer_key = lambda s: s.keys.append(SigningKey(s.origin, 1, "pk", s.peerdid, "peer"))
        seal("log_of_peer_in_keys", before=peer_key)

        def unknown_log(s):
            s.keys.append(SigningKey(s.origin, 1, "unknown", s.did, "log"))
            s.did_doc = lambda did, without=None, usual=s.did_doc, key=s.keys[-1]: usual(did, key)

        def other_log(c):
            for role, origin in c["origins"].items():
                c["logKeys"][role] = SigningKey(origin, 1, "unknown").vkey

        seal("log_not_believed", before=unknown_log, claims=other_log)
        seal("log_not_in_keys", claims=other_log)
        as_peer = lambda s: s.keys.append(SigningKey(s.origin, 1, "unknown", s.peerdid, "peer"))
        seal("log_in_keys_as_peer", before=as_peer, claims=other_log)

    def receipt_members(self, receipt):
        for word, value in WHOLE.items():
            receipt(f"bytes_{word}", raw=lambda raw, value=value: raw.replace(b'"bytes":48213', b'"bytes":' + value))
        for name in ("sha256", "stream"):
            for word, value in {"absent": None, "upper": "A" * 64, "63": "a" * 63, "other": "a" * 64, "number": 1}.items():
                receipt(f"{name}_{word}", claims=lambda c, name=name, value=value: put(c, name, value))
        for word, digits in {"lead0": b"048213", "fraction2": b"48213.0", "power2": b"48213e0", "plus": b"+48213"}.items():
            receipt(f"bytes_{word}", raw=lambda raw, digits=digits: raw.replace(b":48213", b":" + digits))

    def headers(self, make, kind):
        for name in ("alg", "kid", "typ"):
            for word, value in {"absent": None, "empty": "", "number": 1, "list": [], "other": "other", "long": "x" * 3000}.items():
                make(f"header_{name}_{word}", header=lambda h, key, name=name, value=value: put(h, name, value))
        for typ in ("sluis-seal+jwt", "sluis-receipt+jwt", f"Sluis-{kind}+jwt", f"application/sluis-{kind}+jwt", "JWT"):
            make(f"header_typ_{typ.replace('/', '_')}", header=lambda h, key, typ=typ: put(h, "typ", typ))
        for alg in ("Ed25519", "EdDSA", "eddsa", "ES256", "ES384", "none", "HS256"):
            make(f"header_alg_{alg}_", header=lambda h, key, alg=alg: put(h, "alg", alg))
        make("header_crit", header=lambda h, key: h.update(crit=["b64"]))
        make("header_b64", header=lambda h, key: h.update(b64=False))
        make("header_jwk", header=lambda h, key: h.update(jwk=key.jwk))
        for word, change in SPELLINGS.items():
            make(f"header_{word}", header=lambda h, key, change=change: change(spelled(h)))
        make("header_twice", header=lambda h, key: spelled(h)[:-1] + b',"alg":"EdDSA"}')
        kids = {
            "no_hash": "{did}",
            "only_hash": "#",
            "relative": "#identity",
            "hash_last": "{did}#",
            "hashes_last": "{did}##",
            "hash_twice": "{did}#identity#",
            "hash_first": "#{did}#identity",
            "two_first": "##",
            "first_last": "#{did}#",
            "unknown": "{did}#unknown",
            "signer_upper": "DID:web:maker.example#identity",
            "signer_other": "did:web:authority.example#identity",
            "query": "{did}?x=1#identity",
            "space": "{did}# identity",
        }
        for word, kid in kids.items():
            make(f"kid_{word}", header=lambda h, key, kid=kid: put(h, "kid", kid.replace("{did}", key.did)))
        for fragment in ("a#b", "#", "##", "a#"):
            other = lambda key, fragment=fragment: f"{key.did}#{fragment}"

            def named(s, other=other):
                for key in s.identities:
                    key.id = other(key)
                resign(s)

            make(f"kid_known_{fragment.replace('#', 'h')}", before=named)
        header = lambda h, key: put(h, "kid", f"did:web:{'maker' if kind == 'receipt' else 'buyer'}.example#identity")
        make("kid_of_the_other", header=header)

    def signatures(self, make):
        make("raw_other", signature=lambda raw: bytes([raw[0] ^ 1]) + raw[1:])
        make("raw_zero", signature=lambda raw: bytes(64))
        make("raw_63", signature=lambda raw: raw[:-1])
        make("raw_65", signature=lambda raw: raw + b"\0")
        make("raw_one", signature=lambda raw: b"x")
        make("raw_none", signature=lambda raw: b"")

        def more(raw):
            return raw[:32] + (int.from_bytes(raw[32:], "little") + ORDER_ED).to_bytes(32, "little")

        make("raw_malleable", signature=more)
        for kind, order in (("P-256", ORDER_256), ("P-384", ORDER_384)):
            self.ecdsa(make, kind, order)

    def ecdsa(self, make, kind, order):
        size = 32 if kind == "P-256" else 48
        numbers = lambda raw: (int.from_bytes(raw[:size], "big"), int.from_bytes(raw[size:], "big"))
        joined = lambda r, s: r.to_bytes(size, "big") + s.to_bytes(size, "big")

        def keys(s):
            s.identities = [Identity(key.did, kind) for key in s.identities]
            resign(s)

        def both_s(which):

            def change(raw):
                r, s = numbers(raw)
                return joined(r, order - s if (s > order // 2) != which else s)

            return change

        changes = {
            "honest": None,
            "low": both_s(False),
            "high": both_s(True),
            "r0": lambda raw: joined(0, numbers(raw)[1]),
            "s0": lambda raw: joined(numbers(raw)[0], 0),
            "zero": lambda raw: bytes(2 * size),
            "rn": lambda raw: joined(order, numbers(raw)[1]),
            "sn": lambda raw: joined(numbers(raw)[0], order),
            "r1": lambda raw: joined(1, numbers(raw)[1]),
            "swapped": lambda raw: joined(*reversed(numbers(raw))),
            "full": lambda raw: b"\xff" * 2 * size,
            "longer": lambda raw: b"\0" + raw[:size] + b"\0" + raw[size:],
            "short": lambda raw: raw[:-1],
            "64": lambda raw: raw[:64] + bytes(64 - len(raw[:64])),
            "96": lambda raw: raw[:96] + bytes(96 - len(raw[:96])),
            "der": lambda raw: der(*numbers(raw)),
        }
        for word, change in changes.items():
            make(f"{kind}_{word}", before=keys, signature=change)
        for alg in ("ES256", "ES384", "EdDSA", "ES512", "none", "ES256K", "es256"):
            make(f"{kind}_alg_{alg}", before=keys, header=lambda h, key, alg=alg: put(h, "alg", alg))

    def seal_texts(self, seal):
        plain = lambda payload, parts: seal_text(payload, *parts)
        changes = {
            "newline": lambda s, p, x: plain(p, x) + b"\n",
            "space": lambda s, p, x: plain(p, x).replace(b",", b", "),
            "order": lambda s, p, x: json.dumps({"signatures": [], "payload": p}, separators=(",", ":")).encode(),
            "extra": lambda s, p, x: plain(p, x)[:-1] + b',"x":1}',
            "none": lambda s, p, x: plain(p, []),
            "first": lambda s, p, x: plain(p, x[:1]),
            "second": lambda s, p, x: plain(p, x[1:]),
            "three": lambda s, p, x: plain(p, [*x, x[0]]),
            "swapped": lambda s, p, x: plain(p, x[::-1]),
            "first_twice": lambda s, p, x: plain(p, [x[0], x[0]]),
            "second_twice": lambda s, p, x: plain(p, [x[1], x[1]]),
            "payload_padded": lambda s, p, x: plain(p + "=", x),
            "payload_loose": lambda s, p, x: plain(loose(p), x),
            "payload_newline": lambda s, p, x: plain(p + "\n", x),
            "payload_nothing": lambda s, p, x: plain("", x),
            "payload_one": lambda s, p, x: plain("A", x),
            "header_loose": lambda s, p, x: plain(p, [(loose(x[0][0]), x[0][1]), x[1]]),
            "header_nothing": lambda s, p, x: plain(p, [("", x[0][1]), x[1]]),
            "signature_loose": lambda s, p, x: plain(p, [(x[0][0], x[0][1] + "A"), x[1]]),
            "signature_bits": lambda s, p, x: plain(p, [(x[0][0], x[0][1][:-1] + chr(ord(x[0][1][-1]) + 1)), x[1]]),
            "second_bits": lambda s, p, x: plain(p, [x[0], (x[1][0], x[1][1][:-1] + chr(ord(x[1][1][-1]) + 1))]),
            "signature_plus": lambda s, p, x: plain(p, [(x[0][0], "+/" + x[0][1][2:]), x[1]]),
            "second_other": lambda s, p, x: plain(p, [x[0], (x[1][0], base64url(bytes(64)))]),
            "second_typ": lambda s, p, x: plain(p, [x[0], signed_part(s.identities[1], s.identities[1].header("receipt"), p)]),
            "compact": lambda s, p, x: f"{x[0][0]}.{p}.{x[0][1]}".encode(),
            "empty": lambda s, p, x: b"",
            "garbage": lambda s, p, x: b"\xff",
            "header_swapped": lambda s, p, x: plain(p, [(x[1][0], x[0][1]), x[1]]),
            "other_payload": lambda s, p, x: plain(base64url(spelled(s.claims() | {"datasetId": "d"})), x),
        }
        for word, change in changes.items():
            seal("text_" + word, text=change)
        for size in (65_535, 65_536, 65_537):

            def sized(s, payload, parts, size=size):
                raw = spelled(s.claims())
                # the other name of the algorithm makes the text longer, where no payload is of the length that is missing
                for alg in ("EdDSA", "Ed25519"):
                    for more in range(47_000, 48_500):
                        if len(plain(payload, parts)) - len(payload) + encoded(len(raw) + more) + encoded_more(alg) == size:
                            payload = base64url(raw + b" " * more)
                            heads = [key.header("seal", alg=alg if at == 0 else key.alg) for at, key in enumerate(s.identities)]
                            text = plain(payload, [signed_part(key, head, payload) for key, head in zip(s.identities, heads)])
                            assert len(text) == size
                            return text
                raise AssertionError(size)

            seal(f"text_of_{size}", text=sized)

        def one_key(s):
            s.identities[1].sk, s.identities[1].jwk = s.identities[0].sk, s.identities[0].jwk
            resign(s)

        seal("one_key_for_both", before=one_key)

    def receipt_texts(self, receipt):
        changes = {
            "newline": lambda h, p, s: f"{h}.{p}.{s}\n",
            "two": lambda h, p, s: f"{h}.{p}",
            "four": lambda h, p, s: f"{h}.{p}.{s}.",
            "detached": lambda h, p, s: f"{h}..{s}",
            "unsigned": lambda h, p, s: f"{h}.{p}.",
            "headless": lambda h, p, s: f".{p}.{s}",
            "padded": lambda h, p, s: f"{h}.{p}=.{s}",
            "loose": lambda h, p, s: f"{h}.{p}.{s[:-1]}{chr(ord(s[-1]) + 1)}",
            "header_loose": lambda h, p, s: f"{loose(h)}.{p}.{s}",
            "payload_loose": lambda h, p, s: f"{h}.{loose(p)}.{s}",
            "swapped": lambda h, p, s: f"{p}.{h}.{s}",
            "general": lambda h, p, s: seal_text(p, (h, s)).decode(),
            "space": lambda h, p, s: f"{h} .{p}.{s}",
            "nothing": lambda h, p, s: "",
        }
        for word, change in changes.items():
            receipt("text_" + word, text=lambda h, p, s, change=change: change(h, p, s).encode())
        plain, key = len(spelled(Side().receipt_claims())), Identity("did:web:buyer.example")
        head = encoded(len(spelled(key.header("receipt"))))
        for size in (65_535, 65_536, 65_537):
            alg, more = next(
                (alg, more)
                for alg in ("EdDSA", "Ed25519")
                for more in range(47_000, 49_000)
                if encoded(plain + more) + head + encoded_more(alg, "receipt") + 88 == size
            )
            longer, named = lambda raw, more=more: raw + b" " * more, lambda h, key, alg=alg: put(h, "alg", alg)
            receipt(f"text_of_{size}", raw=longer, header=named)
        receipt("unrecorded_malformed", text=lambda h, p, s: b"x", entry=lambda p: p["receipt"].update(sha256="1" * 64))

    def seal_entries(self):
        seal, other = self.seal, {"absent": None, "empty": "", "other": "other", "number": 1, "list": [], "true": True}
        for path in ("policy.digest", "corr.agreementId", "corr.datasetId", "ts", "policy", "corr", "seal.sha256", "type"):
            for word, value in other.items():
                seal(f"entry_{path}_{word}", entry=lambda p, path=path, value=value: put(p, path, value))
            seal(f"entry_{path}_null", entry=lambda p, path=path: nulled(p, path))
        seal("entry_ts_spelled", entry=lambda p: p.update(ts="2027-01-15T08:00:01.0Z"))
        seal("entry_upper", entry=lambda p: p["seal"].update(sha256=p["seal"]["sha256"].upper()))
        seal("entry_twice", after=lambda s: s.append(s.sealed_entry()))
        seal("entry_twice_other", after=lambda s: s.append(s.sealed_entry() | {"ts": "x"}))
        seal("entry_elsewhere", after=lambda s: self.elsewhere(s, s.sealed_entry()))
        seal("entry_only_elsewhere", entry=lambda p: p.update(type="a"), after=lambda s: self.elsewhere(s, s.sealed_entry()))
        seal("entry_both_streams", after=lambda s: s.append(s.sealed_entry(), [s.streams[0], s.other]))
        seal("entry_erased", after=lambda s: s.erased.update({1: s.append({"type": "erasure", "erases": [1]})}))

    @staticmethod
    def elsewhere(s, payload):
        """Another stream of the manifest, without an agreement, that has just this entry."""
        third = sha256(b"third" + s.name.encode())
        s.streams, s.agreements = s.streams + [third], s.agreements + [None]
        s.append(payload, [third])

    def receipt_entries(self):
        receipt = self.receipt
        other = {"absent": None, "empty": "", "other": "other", "number": 1, "list": [], "true": True}
        corr = [f"corr.{name}" for name in ("agreementId", "datasetId", "flowId", "consumerPid", "providerPid")]
        for path in [*corr, "ts", "id", "data.bytes", "data.sha256", "data", "corr", "type", "receipt.sha256"]:
            for word, value in other.items():
                receipt(f"entry_{path}_{word}", entry=lambda p, path=path, value=value: put(p, path, value))
            receipt(f"entry_{path}_null", entry=lambda p, path=path: nulled(p, path))
        for decision in ("error", "Error", "allow", True, ["error"]):
            for word, change in {"bytes": {"bytes": 1}, "sha256": {"sha256": "0" * 64}, "none": {}}.items():
                changed = lambda p, d=decision, change=change: p.update(decision=d, data=p["data"] | change)
                receipt(f"decision_{decision}_{word}".replace("'", ""), entry=changed)
        receipt("decision_no_data", entry=lambda p: (p.pop("data"), p.update(decision="error")))
        receipt("decision_other_use", entry=lambda p: (p.update(decision="error"), p["corr"].update(flowId="x")))
        receipt("entry_id_of_receipt", entry=lambda p: p.update(id="entry-1"))
        receipt("entry_upper", entry=lambda p: p["receipt"].update(sha256=p["receipt"]["sha256"].upper()))
        receipt("entry_bytes_text", entry=lambda p: p["data"].update(bytes="48213"))
        receipt("entry_bytes_fraction", entry=lambda p: p["data"].update(bytes=48213.0))
        receipt("entry_elsewhere", entry=lambda p: p.update(type="a"), after=lambda s: self.elsewhere(s, s.received_entry()))
        in_both = lambda s: s.append(s.received_entry(), [s.streams[0], s.other])
        receipt("entry_both_streams", entry=lambda p: p.update(type="a"), after=in_both)

        def second_stream(s):
            self.elsewhere(s, s.received_entry())
            s.agreements[-1] = "agreement-1"

        receipt("entry_second_stream", entry=lambda p: p.update(type="a"), after=second_stream)
        unsealed = lambda s: setattr(s, "seal", None)
        for name in ("provider", "consumer", "datasetId", "stream", "agreementId"):
            other = {"stream": "a" * 64}.get(name, "other")
            receipt(f"unsealed_{name}", before=unsealed, claims=lambda c, name=name, other=other: put(c, name, other))
        receipt("unsealed", before=unsealed)
        agrees = lambda p: p["corr"].update(datasetId="other")
        receipt("dataset_other_in_entry", claims=lambda c: put(c, "datasetId", "other"), entry=agrees)
        receipt("dataset_other_unsealed", before=unsealed, claims=lambda c: put(c, "datasetId", "other"), entry=agrees)
        broken = lambda s: setattr(s, "seal", s.seal[:-10] + b"A" + s.seal[-9:])
        receipt("dataset_other_seal_broken", before=broken, claims=lambda c: put(c, "datasetId", "other"), entry=agrees)

    def uses(self):
        """Several receipts."""

        def two(claims=None, entry=None, text=None, order=1):

            def setup(s):
                said = s.receipt_claims() | {"receivedAt": "2027-01-15T08:00:09Z"} | (claims or {})
                second = text or s.received(said)
                payload = s.received_entry() | {"ts": said["receivedAt"]}
                payload["receipt"] = {"sha256": sha256(second).hex()}
                payload["corr"] = payload["corr"] | {"flowId": said["useId"], "agreementId": said["agreementId"]}
                if entry:
                    entry(payload)
                s.append(payload)
                s.files_extra[f"receipts/{sha256(second).hex()}.jws"] = second

            return setup

        self.both("rc_two_of_one_use", two())
        self.both("rc_two_uses", two({"useId": "use-2"}))
        self.both("rc_two_second_malformed", two(text=b"x"))
        self.both("rc_two_second_of_other_use_entry", two(entry=lambda p: p["corr"].update(flowId="x")))
        self.both("rc_two_other_agreement", two({"agreementId": "x"}))
        self.both("rc_two_second_error", two(entry=lambda p: p.update(decision="error", data={})))
        self.both("rc_same_twice", lambda s: s.append(s.received_entry()))
        self.both("rc_same_twice_elsewhere", lambda s: s.append(s.received_entry(), [s.other, s.streams[0]]))

        def malformed_first(s):
            s.receipt = b"x"
            s.write()
            s.receipt, text = Side.received(s, s.receipt_claims()), s.receipt
            s.append(s.received_entry())
            s.files_extra[f"receipts/{sha256(text).hex()}.jws"] = text

        self.both("rc_first_malformed", malformed_first)

        def all_erased(s):
            s.erased[4] = s.append({"type": "erasure", "erases": [4]})

        self.both("rc_entry_erased", all_erased)

    # -- whose keys

    def documents(self):
        methods = lambda doc: [m for m in doc["verificationMethod"] if "id" in m]

        def in_method(**changes):
            return lambda doc: [method.update(changes) for method in methods(doc)] and None

        def without(name):
            return lambda doc: doc.pop(name) and None

        def embedded(doc, keep=False, identity=None):
            found = methods(doc)
            doc["assertionMethod"] = [method | ({"id": identity} if identity else {}) for method in found]
            if not keep:
                doc["verificationMethod"] = [m for m in doc["verificationMethod"] if m not in found]

        def wrong_first(doc):
            other = Identity(doc["id"], name="another")
            doc["verificationMethod"].insert(0, methods(doc)[0] | {"publicKeyJwk": other.jwk})

        def only_wrong(doc):
            methods(doc)[0]["publicKeyJwk"] = Identity(doc["id"], name="another").jwk

        def beside_wrong(doc):
            other = Identity(doc["id"], name="another")
            embedded(doc, True)
            doc["assertionMethod"] = [methods(doc)[0] | {"publicKeyJwk": other.jwk}]

        def methods_are(value):
            return lambda doc: doc.update(verificationMethod=value)

        def assertions_are(value):
            return lambda doc: doc.update(assertionMethod=value(doc) if callable(value) else value)

        full = lambda doc: doc["id"] + "#identity"
        changes = {
            "same": lambda doc: None,
            "no_assertion": without("assertionMethod"),
            "no_methods": without("verificationMethod"),
            "methods_object": methods_are({}),
            "assertion_text": assertions_are(full),
            "assertion_object": assertions_are({}),
            "assertion_empty": assertions_are([]),
            "assertion_null": assertions_are(None),
            "assertion_relative": assertions_are(["#identity"]),
            "assertion_mixed": assertions_are(lambda doc: [1, None, [], {}, {"id": 1}, "", "#", full(doc)]),
            "assertion_naming_object": assertions_are(lambda doc: [{"id": full(doc)}]),
            "assertion_naming_relative": assertions_are([{"id": "#identity"}]),
            "assertion_upper": assertions_are(lambda doc: [full(doc).upper()]),
            "assertion_fragment": assertions_are(["identity"]),
            "assertion_other": assertions_are(lambda doc: [doc["id"] + "#other"]),
            "authentication": lambda doc: doc.update(authentication=doc.pop("assertionMethod")),
            "id_relative": in_method(id="#identity"),
            "id_number": in_method(id=1),
            "id_other": in_method(id="did:web:x#identity"),
            "controller_other": in_method(controller="did:web:x"),
            "type_other": in_method(type=1),
            "both_relative": lambda doc: (in_method(id="#identity")(doc), assertions_are(["#identity"])(doc)) and None,
            "embedded": lambda doc: embedded(doc),
            "embedded_kept": lambda doc: embedded(doc, True),
            "embedded_relative": lambda doc: embedded(doc, False, "#identity"),
            "embedded_other": lambda doc: embedded(doc, True, "#other"),
            "wrong_first": wrong_first,
            "only_wrong": only_wrong,
            "beside_wrong": beside_wrong,
            "id_after": lambda doc: dict(reversed(doc.items())),
            "no_id": lambda doc: doc.pop("id") and None,
            "other_document": lambda doc: doc.update(id="did:web:other.example"),
            "other_document_absolute": lambda doc: doc.update(id="did:web:other.example", assertionMethod=[full(doc)]),
        }
        for at, whose in enumerate(("provider", "consumer")):
            for word, change in changes.items():
                setup = lambda s, at=at, change=change: document(s, change, s.identities[at].did)
                self.both(f"i_{whose}_{word}", setup)
        for word, name in {"before": "did/0000.json", "behind": "did/0009.json"}.items():
            self.both(f"i_second_document_{word}", lambda s, name=name: self.second_document(s, name))
            self.both(f"i_second_document_wrong_{word}", lambda s, name=name: self.second_document(s, name, "another"))

        def in_another(s):
            """The provider's key stands in the authority's document alone."""
            key = s.identities[0]
            document(s, lambda doc: doc.pop("assertionMethod") and None)
            change = lambda doc: doc.update(assertionMethod=[key.id]) or doc["verificationMethod"].append(key.method())
            document(s, change, "did:web:authority.example")

        self.both("i_in_another_document", in_another)

        def short_of(s):
            s.identities[0].id = s.identities[0].did + "x#identity"
            s.seal = s.sealed(s.claims())
            s.write()

        self.both("i_signer_longer", short_of)

        def two_ids(s):
            """One key, which has two names."""
            more = Identity(s.identities[1].did)
            more.id = more.did + "#more"
            add = lambda doc: (doc["verificationMethod"].append(more.method()), doc["assertionMethod"].append(more.id)) and None
            document(s, add, more.did)

        self.both("i_two_names", two_ids)

    @staticmethod
    def second_document(s, name, other=None):
        """The provider's identity key leaves the usual document for a second one."""
        key = s.identities[0]
        document(s, lambda doc: doc.pop("assertionMethod") and None)
        jwk = Identity(key.did, name=other).jwk if other else key.jwk
        whole = {"id": key.did, "verificationMethod": [key.method(publicKeyJwk=jwk)], "assertionMethod": [key.id]}
        s.files_extra[name] = json.dumps(whole).encode()

    def keys_of_one_id(self):
        """A signature of ECDSA fits two keys; a document may have both under one id, in either order."""

        def beside(s, key, jwk, first, own=True):
            def change(doc):
                more = [key.method(publicKeyJwk=jwk)] + ([key.method()] if own else [])
                others = [method for method in doc["verificationMethod"] if method.get("id") != key.id]
                doc["verificationMethod"] = others + (more if first else more[::-1])

            document(s, change, key.did)

        def signed(s, shared):
            s.identities = [Identity(key.did, "P-256") for key in s.identities]
            if shared:
                s.identities[1].sk, s.identities[1].jwk = s.identities[0].sk, s.identities[0].jwk
            claims = s.claims()
            payload = base64url(spelled(claims))
            parts = [signed_part(key, key.header("seal"), payload) for key in s.identities]
            s.seal, s.receipt = seal_text(payload, *parts), s.received(s.receipt_claims())
            s.write()
            head, raw = parts[0]
            raw = base64.urlsafe_b64decode(raw + "==")
            return second_key(s.identities[0], f"{head}.{payload}".encode(), raw)

        for shared in (False, True):
            for first in (False, True):
                for own in (False, True):

                    def setup(s, shared=shared, first=first, own=own):
                        other = signed(s, shared)
                        beside(s, s.identities[0], other, first, own)

                    words = ["one_key" if shared else "two_keys", "first" if first else "last", "both" if own else "other_only"]
                    self.both("i_recovered_" + "_".join(words), setup)

    def identity_anchors(self):
        """Thumbprints of identity keys that the reader has from elsewhere."""
        for ending, side in SIDES.items():
            for kind in ("Ed25519", "P-256", "P-384"):

                def of_kind(s, kind=kind):
                    s.identities = [Identity(key.did, kind) for key in s.identities]
                    resign(s)
                    s.write()

                s = side()
                of_kind(s)
                keys = [(key.did, key.vkey) for key in s.keys]
                provider, consumer = [(key.did, key.thumbprint()) for key in s.identities]
                another = (provider[0], Identity(provider[0], kind, "another").thumbprint())
                for word, anchors in {
                    "both": [provider, consumer],
                    "provider": [provider],
                    "consumer": [consumer],
                    "another": [another, consumer],
                    "another_too": [another, provider, consumer],
                    "crossed": [(provider[0], consumer[1]), (consumer[0], provider[1])],
                    "stranger": [("did:web:x", provider[1])],
                }.items():
                    self.anchored(f"ia_{kind}_{word}{ending}", keys + anchors, side=side, setup=of_kind)
            s = side()
            keys = [(key.did, key.vkey) for key in s.keys]
            provider, consumer = [(key.did, key.thumbprint()) for key in s.identities]
            apart = lambda s: self.second_document(s, "did/0009.json")
            self.anchored(f"ia_apart{ending}", [*keys, provider, consumer], side=side, setup=apart)
            wrong = lambda s: self.second_document(s, "did/0009.json", "another")
            self.anchored(f"ia_apart_wrong{ending}", [*keys, provider, consumer], side=side, setup=wrong)
            own = [key for key in keys if key[0] == s.did]
            self.anchored(f"ia_own_keys{ending}", [*own, provider, consumer], side=side)
            self.anchored(f"ia_own_keys_provider{ending}", [*own, provider], side=side)

            def two_under_one_id(s):
                other = Identity(s.identities[0].did, name="another")
                add = lambda doc: doc["verificationMethod"].append(s.identities[0].method(publicKeyJwk=other.jwk))
                document(s, add, other.did)

            another = (provider[0], Identity(provider[0], name="another").thumbprint())
            for word, first in {"right": provider, "wrong": another}.items():
                self.anchored(f"ia_two_{word}{ending}", [*keys, first, consumer], side=side, setup=two_under_one_id)

    def keys_of_forms(self):

        def jwk(kind, change):

            def setup(s):
                s.identities[0] = Identity(s.identities[0].did, kind)
                s.seal = s.sealed(s.claims())
                s.write()
                key = s.identities[0]
                found = lambda doc: [method for method in doc["verificationMethod"] if "id" in method]
                document(s, lambda doc: [method.update(publicKeyJwk=change(dict(key.jwk))) for method in found(doc)] and None)

            return setup

        def put_in(name, value):
            return lambda jwk: put(jwk, name, value(jwk[name]) if callable(value) else value) or jwk

        raw = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        for kind in ("Ed25519", "P-256", "P-384"):
            forms = {
                "same": lambda jwk: jwk,
                "kty_absent": put_in("kty", None),
                "kty_number": put_in("kty", 1),
                "kty_ec": put_in("kty", "EC"),
                "kty_okp": put_in("kty", "OKP"),
                "kty_rsa": put_in("kty", "RSA"),
                "crv_absent": put_in("crv", None),
                "crv_lower": put_in("crv", kind.lower()),
                "crv_256": put_in("crv", "P-256"),
                "crv_384": put_in("crv", "P-384"),
                "crv_ed": put_in("crv", "Ed25519"),
                "crv_list": put_in("crv", []),
                "crv_k1": put_in("crv", "secp256k1"),
                "more": lambda jwk: jwk | {"alg": "none", "use": "enc", "key_ops": [], "d": "AA", "y2": 1, "kid": "x"},
                "text": lambda jwk: "x",
                "null": lambda jwk: None,
                "list": lambda jwk: [jwk],
            }
            for name in ("x",) if kind == "Ed25519" else ("x", "y"):
                forms |= {
                    f"{name}_absent": put_in(name, None),
                    f"{name}_number": put_in(name, 1),
                    f"{name}_empty": put_in(name, ""),
                    f"{name}_padded": put_in(name, lambda x: x + "="),
                    f"{name}_loose": put_in(name, loose),
                    f"{name}_std": put_in(name, lambda x: b64(raw(x)).rstrip("=")),
                    f"{name}_longer": put_in(name, lambda x: base64url(b"\0" + raw(x))),
                    f"{name}_shorter": put_in(name, lambda x: base64url(raw(x)[1:])),
                    f"{name}_off": put_in(name, lambda x: base64url(raw(x)[:-1] + bytes([raw(x)[-1] ^ 1]))),
                    f"{name}_zero": put_in(name, lambda x: base64url(bytes(len(raw(x))))),
                    f"{name}_full": put_in(name, lambda x: base64url(b"\xff" * len(raw(x)))),
                }
            for word, change in forms.items():
                self.simple(f"i_{kind}_{word}", setup=jwk(kind, change))
        # y of x = 0 is the root of b; and coordinates that come again beyond p
        y0 = pow(B_256, (P_256 + 1) // 4, P_256)
        at = lambda x, y: lambda jwk: jwk | {"x": base64url(x.to_bytes(32, "big")), "y": base64url(y.to_bytes(32, "big"))}
        number = lambda text: int.from_bytes(raw(text), "big")
        small = next(x for x in range(1, 99) if pow(f := x**3 - 3 * x + B_256, (P_256 - 1) // 2, P_256) == 1)
        y = pow(small**3 - 3 * small + B_256, (P_256 + 1) // 4, P_256)
        for word, change in {
            "x0": at(0, y0),
            "x0_as_p": at(P_256, y0),
            "small": at(small, y),
            "small_beyond_p": at(small + P_256, y),
            "y_of_the_other_sign": lambda jwk: at(number(jwk["x"]), P_256 - number(jwk["y"]))(jwk),
        }.items():
            self.simple(f"i_point_{word}", setup=jwk("P-256", change))
        for word, x in {
            "order1": (1).to_bytes(32, "little"),
            "order4": bytes(32),
            "p": (2**255 - 19).to_bytes(32, "little"),
            "beyond": (2**255 - 18).to_bytes(32, "little"),
            "off": (2).to_bytes(32, "little"),
        }.items():
            signature = b"\1" + bytes(63)

            def weak(s, x=x, signature=signature):
                key = s.identities[0]
                payload = base64url(spelled(s.claims()))
                parts = [signed_part(key, key.header("seal"), payload, lambda made: signature)]
                s.seal = seal_text(payload, *parts, signed_part(s.identities[1], s.identities[1].header("seal"), payload))
                s.write()
                key.jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64url(x)}

            self.simple(f"i_weak_{word}", setup=weak)
        for pair in (("P-256", "Ed25519"), ("P-384", "P-256"), ("Ed25519", "P-384"), ("P-384", "P-384")):

            def mixed(s, pair=pair):
                s.identities = [Identity(key.did, kind) for key, kind in zip(s.identities, pair)]
                s.seal, s.receipt = s.sealed(s.claims()), s.received(s.receipt_claims())
                s.write()

            self.both("i_mixed_" + "_".join(pair), mixed)

    def manifests(self):
        for ending, side in SIDES.items():
            for word, change in {
                "no_role": lambda m: m.pop("role") and None,
                "other_role": lambda m: m.update(role="consumer" if m["role"] == "provider" else "provider"),
                "no_peer": lambda m: m.pop("peer") and None,
                "no_peer_no_role": lambda m: m.pop("peer") and m.pop("role") and None,
                "other_peer": lambda m: m.update(peer="did:web:x"),
                "other_agreement": lambda m: m["streams"][0].update(agreement="agreement-2"),
                "no_agreement": lambda m: m["streams"][0].pop("agreement") and None,
                "other_self": lambda m: m.update(self="did:web:x"),
            }.items():
                self.simple(f"sm_{word}{ending}", side=side, manifest=change)
            self.simple(f"sm_no_seal{ending}", side=side, files=lambda f: f.pop("seal.jws") and None)
            no_agreement = lambda m: m["streams"][0].pop("agreement") and None
            no_seal = lambda f: f.pop("seal.jws") and None
            self.simple(f"sm_no_seal_no_agreement{ending}", side=side, files=no_seal, manifest=no_agreement)
            alone = lambda s: [s.keys.remove(key) for key in (s.peer_witness, s.peer_statements, s.peer_log)]
            self.simple(f"sm_alone{ending}", side=side, setup=alone, manifest=lambda m: m.pop("peer") and None)
            for file in ("did/0002.json", "did/0003.json"):
                self.simple(f"sm_without_{file[4:8]}{ending}", side=side, files=lambda f, file=file: f.pop(file) and None)

        def agreement_before(s):
            """A second agreement stands before that of the seal."""
            s.streams.insert(0, sha256(b"before" + s.name.encode()))
            s.agreements.insert(0, "agreement-0")
            s.append({"type": "a"}, [s.streams[0]])

        self.both("sm_two_agreements", agreement_before)
        known = lambda s: [(key.did, key.vkey) for key in s.keys]
        for ending, side in SIDES.items():
            s = side()
            keys = known(s)
            self.anchored(f"i_anchors{ending}", keys, side=side)
            self.anchored(f"i_anchors_own{ending}", [k for k in keys if k[0] == s.did], side=side)
            self.anchored(f"i_anchors_not_own{ending}", [k for k in keys if k[0] != s.did], side=side)
            self.anchored(f"i_anchors_other{ending}", [*keys[:1], (s.peerdid, SigningKey("x", 1, "x").vkey), *keys[4:]], side=side)
            apart = lambda s: self.second_document(s, "did/0009.json")
            self.anchored(f"i_anchors_apart{ending}", keys, side=side, setup=apart)

            def beside(s):
                self.second_document(s, "did/0009.json")
                jwk = json.loads(s.did_doc(s.identities[0].did))["verificationMethod"][0]["publicKeyJwk"]
                whole = json.loads(s.files_extra["did/0009.json"])
                whole["verificationMethod"].append({"publicKeyJwk": jwk})
                s.files_extra["did/0009.json"] = json.dumps(whole).encode()

            self.anchored(f"i_anchors_beside{ending}", keys, side=side, setup=beside)

            def unsigned(s):
                s.seal = s.receipt = None
                s.write(lambda p: p.update(type="a"), lambda p: p.update(type="a"))

            self.anchored(f"i_anchors_unsigned{ending}", keys, side=side, setup=unsigned)
            no_seal = lambda m: m["streams"][0].pop("agreement") and None
            self.anchored(f"i_anchors_unsigned_no_agreement{ending}", keys, side=side, setup=unsigned, manifest=no_seal)

            def stranger(s):
                s.identities[0] = Identity("did:web:x")
                s.seal = s.sealed(s.claims())
                s.write()

            self.anchored(f"i_anchors_stranger{ending}", keys, side=side, setup=stranger)

    # -- keys, consistency and the other party's notes

    def beside(self):
        def held(sign):
            def files(f):
                s, p = Side(), Side("buyer.example", "maker.example", "consumer")
                for name, text in (("peer/checkpoint", p.head_text(6)), ("peer/heads.note", p.heads_text())):
                    f[name] = note(text, *sign(s, text))

            return files

        signers = {
            "log": lambda s, t: [s.peer_log.sign(t)],
            "statements": lambda s, t: [s.peer_statements.sign(t)],
            "witness": lambda s, t: [s.peer_witness.sign(t, 1800000007)],
            "log_and_bad": lambda s, t: [s.peer_log.sign(t), s.peer_statements.sign("x")],
            "bad": lambda s, t: [s.peer_log.sign("x")],
            "own": lambda s, t: [s.log.sign(t)],
            "authority": lambda s, t: [s.authority.sign(t, 1800000007)],
            "nobody": lambda s, t: [SigningKey("q", 1, "q").sign(t)],
        }
        keys = [(key.did, key.vkey) for key in Side().keys]
        peer_doc = lambda f: f.pop("did/0002.json")
        for word, sign in signers.items():
            files = held(sign)
            self.simple(f"pu_{word}", files=files)
            self.simple(f"pu_{word}_no_document", files=lambda f, files=files: (files(f), peer_doc(f)) and None)
            self.anchored(f"pu_{word}_anchors", [k for k in keys if k[0] != Side().peerdid], files=files)
            self.anchored(f"pu_{word}_one_anchor", [*keys[:2], keys[4]], files=files)
            two = lambda s: s.keys.append(SigningKey("q", 4, "log" + s.peername, "did:web:q", "witness"))
            self.simple(f"pu_{word}_two_dids", files=files, setup=two)
            self.simple(f"pu_{word}_unfit", files=files, setup=lambda s: setattr(s.peer_log, "did", "did:web:q"))
            self.simple(f"pu_{word}_no_peer", files=files, manifest=lambda m: m.pop("peer") and None)
            self.simple(f"pu_{word}_not_in_keys", files=files, setup=lambda s: s.keys.remove(s.peer_log))

        bare = lambda f: f.pop("checkpoints/000001.note") and None
        other_size = lambda f: f.update({"checkpoint": f["checkpoint"].replace(b"\n6\n", b"\n7\n")})
        forged = lambda f: (bare(f), other_size(f)) and None
        self.simple("cn_alone_forged", files=forged)
        self.simple("cn_alone_whole", files=bare, setup=lambda s: setattr(s, "tree", "whole"))
        self.simple("cn_alone_of_two", files=bare, setup=lambda s: setattr(s, "earlier", [2, 4]))
        unpassed = lambda f: f.update({"checkpoints/000001.note": f["checkpoints/000001.note"].replace(b"\n4\n", b"\n5\n")})
        self.simple("cn_unpassed", files=unpassed)
        self.simple("cn_empty_alone", files=lambda f: f.update({"consistency/999999.bin": b"x" * 32}))

        def rotation(s, key, signed_by=None):
            text = f"sluis-policy-log-rotation/1\n{s.origin}\n{key.vkey}\n"
            s.files_extra["rotations/0001.note"] = note(text, (signed_by or s.log).sign(text))

        def to_shared(s):
            new = SigningKey(s.origin, 1, "log2", s.did, "log")
            s.keys += [new, SigningKey("q", 4, "log2", "did:web:q", "witness")]
            rotation(s, new)
            s.did_doc = lambda did, without=None, usual=s.did_doc: usual(did, new)

        self.simple("r_to_shared", setup=to_shared)
        self.simple("r_to_shared_signs", setup=lambda s: (to_shared(s), setattr(s, "log", s.keys[-2])))

        def from_shared(s):
            old, new = s.log, SigningKey(s.origin, 1, "log2", s.did, "log")
            s.keys += [new, SigningKey("q", 4, "log" + s.name, "did:web:q", "witness")]
            rotation(s, new, old)
            s.did_doc = lambda did, without=None, usual=s.did_doc: usual(did, new)
            s.log = new

        self.simple("r_from_shared", setup=from_shared)

        def to_twice(s):
            new = SigningKey(s.origin, 1, "log2", s.did, "log")
            s.keys += [new, new]
            rotation(s, new)
            s.did_doc = lambda did, without=None, usual=s.did_doc: usual(did, new)
            s.log = new

        self.simple("r_to_twice", setup=to_twice)

        def to_own_peer_use(s):
            new = SigningKey(s.origin, 1, "log2", s.did, "log")
            s.keys += [new, SigningKey("q", 4, "log2", s.did, "witness")]
            rotation(s, new)
            s.did_doc = lambda did, without=None, usual=s.did_doc: usual(did, new)
            s.log = new

        self.simple("r_to_key_of_two_uses", setup=to_own_peer_use)

        def seal_of_next(s, believed):
            new = SigningKey(s.origin, 1, "log2", s.did, "log")
            s.keys.append(new)
            if believed:
                rotation(s, new)
            s.did_doc = lambda did, without=None, usual=s.did_doc: usual(did, new)
            claims = s.claims()
            claims["logKeys"][s.role] = new.vkey
            s.seal = s.sealed(claims)
            s.write()

        self.both("s_log_rotated", lambda s: seal_of_next(s, True))
        self.both("s_log_not_rotated", lambda s: seal_of_next(s, False))

    def events(self):
        event = lambda path, raw: lambda s: s.append(nested(path, raw))
        texts = [b'"1"', b"1", b'"null"', b"null", b'"{}"', b"{}", b'""', b'"\\"\\""', b'"\\u0031"']
        for path in ("corr.flowId", "decision"):
            for at, one in enumerate(texts):
                for to, other in enumerate(texts[at + 1 :], at + 1):
                    self.pair(f"eq_{path}_{at}_{to}", p=event(path, one), c=event(path, other))
                self.pair(f"eq_{path}_{at}_absent", p=event(path, one), c=event("x", b"1"))
                self.pair(f"eq_{path}_{at}_same", both=event(path, one))
        self.pair("eq_receipt_differs", p=lambda s: s.write(received=lambda p: p.update(decision="error", data={"bytes": 1})))
        self.pair("eq_receipt_id", c=lambda s: s.write(received=lambda p: p.pop("id")))
        self.pair("eq_receipt_only_here", c=lambda s: s.write(received=lambda p: p.update(type="a")))


def nested(path, raw):
    members = b'"type":"transfer.state",'
    *folders, name = path.split(".")
    text = b'"%s":%s' % (name.encode(), raw)
    for folder in reversed(folders):
        text = b'"%s":{%s}' % (folder.encode(), text)
    return b"{" + members + text + b"}"


def encoded(length):
    return -(-length * 4 // 3)


def encoded_more(alg, typ="seal"):
    """How much longer a header becomes with this name of the algorithm."""
    header = Identity("did:web:maker.example").header(typ)
    return encoded(len(spelled(header | {"alg": alg}))) - encoded(len(spelled(header)))


def nulled(target, path):
    *folders, name = path.split(".")
    for folder in folders:
        target = target[folder]
    target[name] = None


def der(*numbers):
    def one(number):
        raw = number.to_bytes(number.bit_length() // 8 + 1, "big")
        return bytes([2, len(raw)]) + raw

    content = b"".join(map(one, numbers))
    return bytes([48, len(content)]) + content


def register(simple, anchored, pair):
    Cases(simple, anchored, pair).register()
