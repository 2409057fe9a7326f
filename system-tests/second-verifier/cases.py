# SPDX-License-Identifier: Apache-2.0
"""Bundles that each break one sentence of policies/log/FORMAT.md (or just do not), and pairs of bundles to reconcile.
Those on identity keys, seals and receipts stand in countersigned_cases.py.

    cases.py FOLDER [NAME]...

writes them (or the bundles of these names) as `<name>.zip` (with the anchors to use, if any, in `<name>.anchors`) and `<name>.provider.zip` with
`<name>.consumer.zip`. What is right of each is not said here: two verifiers that know nothing of each other must agree.
"""

import hashlib
import json
import os
import struct
import sys

sys.dont_write_bytecode = True

import countersigned_cases
from maker import BEGIN, Side, SigningKey, b64, base64url, leaf_hash, note, sha256, zipped

BUNDLES = {}
ANCHORS = {}


def simple(name, **kw):
    """files/manifest/raw/late/mnote hooks on the usual side"""
    setup, side = kw.pop("setup", None), kw.pop("side", Side)

    def f():
        s = side()
        if setup:
            setup(s)
        return s.bytes(**kw)

    BUNDLES[name] = f


simple("honest")


def tiny(s):
    """As few bytes as a bundle with a witness can have: one entry, no other party."""
    s.agreements, s.tree, s.earlier, s.seal, s.receipt, s.identities = [None], "whole", [], None, None, []
    s.keys = [s.log, s.authority]
    s.records, s.payloads, s.salts, s.heads = [], [], [], {}
    s.append({"type": "a"})


def tiny_files(f):
    for name in [name for name in f if name.startswith("policies/")]:
        del f[name]
    text = f["heads.note"].decode().split("\n\n")[0] + "\n"
    f["heads.note"] = note(text, Side().log.sign(text))
    text = f["checkpoint"].decode().split("\n\n")[0] + "\n"
    f["checkpoint"] = Side().cosign(text, 1, [Side().authority])


simple("tiny", setup=tiny, files=tiny_files, manifest=lambda m: m.pop("peer") and m.pop("role") and None)
simple("whole", setup=lambda s: setattr(s, "tree", "whole"))
simple("c_empty_bundle", zipper=lambda f: zipped({}))
simple("c_zero", zipper=lambda f: b"")
simple("c_trailing", zipper=lambda f: zipped(f) + b"\x00")
simple("c_leading", zipper=lambda f: b"\x00" + zipped(f))
simple("c_unsorted", zipper=lambda f: zipped(f, lambda x: sorted(x, reverse=True)))
simple("c_othername", late=lambda f: f.update({"x.txt": b""}))
simple("c_othername2", late=lambda f: f.update({"checkpoints/0001.note": b""}))
simple("c_policy_shorthex", late=lambda f: f.update({"policies/ab.json": b"{}"}))
simple("c_consistency_alone", files=lambda f: f.update({"consistency/000009.bin": b""}))


def crc(f, which=0):
    z = bytearray(zipped(f))
    n = b"seal.jws"
    i = z.find(n + b'{"pay') - 30
    j = z.rfind(n) - 46
    c = bytes((x ^ 1 for x in z[i + 14 : i + 18]))
    z[i + 14 : i + 18] = c
    if which == 0:
        z[j + 16 : j + 20] = c
    return bytes(z)


simple("c_crc_both", zipper=crc)
simple("c_crc_one", zipper=lambda f: crc(f, 1))
simple("c_crc_and_format", zipper=lambda f: crc({**f, "keys.json": b"x"}))
simple("m_space_before", raw=lambda b: b" " + b)
simple("m_space_behind", raw=lambda b: b + b" \n\t\r")
simple("m_bom", raw=lambda b: b"\xef\xbb\xbf" + b)
simple("m_nomanifest", late=lambda f: f.pop("manifest.json"))
simple("m_extra", manifest=lambda m: m.update(x=1))
simple("m_extra_stream", manifest=lambda m: m["streams"][0].update(x="1"))
simple("m_extra_file", manifest=lambda m: m["files"]["checkpoint"].update(x="1"))
simple("m_dup", raw=lambda b: b.replace(b'{"format"', b'{"created":"x","format"', 1))
simple("m_dup_esc", raw=lambda b: b.replace(b'{"format"', b'{"\\u0063reated":"x","format"', 1))
for k in ["format", "origin", "self", "peer", "role", "created", "tree", "streams", "files"]:
    simple("m_no_" + k, manifest=lambda m, k=k: m.pop(k) and None)
for k in ["format", "origin", "self", "peer", "role", "created", "tree"]:
    for n, v in [
        ("empty", ""),
        ("2000", "x" * 2000),
        ("2001", "x" * 2001),
        ("astral2000", "😀" * 2000),
        ("null", None),
        ("num", 1),
    ]:
        simple(f"m_{k}_{n}", manifest=lambda m, k=k, v=v: m.update({k: v}))
simple("m_origin_newline", manifest=lambda m: m.update(origin="a\nb"))
simple("m_nostreams", manifest=lambda m: m.update(streams=[]))
simple("m_streams_dup", manifest=lambda m: m["streams"].append(m["streams"][0]))
simple("m_stream_hexupper", manifest=lambda m: m["streams"][0].update(id=m["streams"][0]["id"].upper()))
simple("m_stream_null_agreement", manifest=lambda m: m["streams"][0].update(agreement=None))
simple("m_stream_empty_agreement", manifest=lambda m: m["streams"][0].update(agreement=""))
simple("m_bytes_frac", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":15.0,'))
simple("m_bytes_exp", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":15e0,'))
simple("m_bytes_neg", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":-15,'))
simple("m_bytes_huge", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":99999999999999999999,'))
simple("m_bytes_str", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":"15",'))
simple("m_bytes_19", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":9223372036854775807,'))
simple("m_bytes_18", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":999999999999999999,'))
simple("m_num101", raw=lambda b: b.replace(b'"bytes":15,', b'"bytes":1' + b"0" * 100 + b","))
simple("m_file_othername", manifest=lambda m: m["files"].update({"zzz": {"bytes": 1, "sha256": "0" * 64}}))
simple("m_file_manifest", manifest=lambda m: m["files"].update({"manifest.json": {"bytes": 1, "sha256": "0" * 64}}))
simple("m_file_emptyname", manifest=lambda m: m["files"].update({"": {"bytes": 1, "sha256": "0" * 64}}))
simple("m_file_note", manifest=lambda m: m["files"].update({"manifest.note": {"bytes": 1, "sha256": "0" * 64}}))
simple("m_file_longname", manifest=lambda m: m["files"].update({"z" * 1001: {"bytes": 1, "sha256": "0" * 64}}))
simple("m_file_name1000", manifest=lambda m: m["files"].update({"z" * 1000: {"bytes": 1, "sha256": "0" * 64}}))
simple("m_empty_files", manifest=lambda m: m.update(files={}))
simple("m_self_eq_peer", manifest=lambda m: m.update(peer=m["self"]))
simple("m_surrogate", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\\ud800"))
simple("m_pair", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\\ud83d\\ude00"))
simple("m_raw_surrogate", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\xed\xa0\x80"))
simple("m_revpair", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\\ude00\\ud83d"))
simple("m_control", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\t"))
simple("m_del", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\x7f"))
simple("m_esc_bad", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\\x41"))
simple("m_nul", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\\u0000"))
simple("m_trailcomma", raw=lambda b: b[:-1] + b",}")
simple("m_nbsp", raw=lambda b: b + b"\xc2\xa0")
simple("m_formfeed", raw=lambda b: b + b"\x0c")
simple("m_overlong", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\xc0\xaf"))
simple("m_noncharacter", raw=lambda b: b.replace(b"2027-01-15T08:10:00Z", b"\xef\xbf\xbf"))
simple("m_two_objects", raw=lambda b: b + b"{}")
simple("m_nul_end", raw=lambda b: b + b"\x00")
simple("mn_two_sigs", mnote=lambda t: (lambda s: note(t, s.log.sign(t), s.peer_statements.sign(t)))(Side()))
simple("mn_other_origin", mnote=lambda t: (lambda u, s: note(u, s.log.sign(u)))(t.replace("maker", "mbker", 1), Side()))
simple("mn_bad_sig", mnote=lambda t: (lambda s: note(t, s.log.sign(t + "x")))(Side()))
simple("mn_other_key", mnote=lambda t: (lambda s: note(t, s.peer_statements.sign(t)))(Side()))
simple("mn_extra_line", mnote=lambda t: (lambda u, s: note(u, s.log.sign(u)))(t + "x\n", Side()))
simple("mn_garbage", mnote=lambda t: b"x")
simple("mn_none", late=lambda f: f.pop("manifest.note"))
simple("mn_empty_text", mnote=lambda t: b"\n" + Side().log.sign("").encode())
simple("mn_nl_text", mnote=lambda t: b"\n\n" + Side().log.sign("\n").encode())
simple("mn_twice_same_sig", mnote=lambda t: (lambda s: note(t, s.log.sign(t), s.log.sign(t)))(Side()))
for k in ["manifest.note", "checkpoint", "heads.note", "keys.json", "leaves.bin", "payloads.jsonl", "proofs.bin", "seal.jws"]:
    simple("f_without_" + k, files=lambda f, k=k: f.pop(k, None) and None)
simple("f_dropped", late=lambda f: f.pop("checkpoint"))
simple("f_added", late=lambda f: f.update({"report.html": b"x"}))
simple("f_changed", late=lambda f: f.update({"seal.jws": b"x"}))
simple("f_changed_and_unreadable", late=lambda f: f.update({"keys.json": b"x"}))
simple("f_proofs_whole", setup=lambda s: setattr(s, "tree", "whole"), files=lambda f: f.update({"proofs.bin": b""}))
simple("f_policy_name", files=lambda f: f.update({"policies/" + "0" * 64 + ".json": b"{}"}))
simple("f_policy_notjson", files=lambda f: f.update({"policies/" + sha256(b"x").hex() + ".json": b"x"}))
simple("f_policy_empty", files=lambda f: f.update({"policies/" + sha256(b"").hex() + ".json": b""}))
simple("f_policy_dupmember", files=lambda f: f.update({"policies/" + sha256(b'{"a":1,"a":1}').hex() + ".json": b'{"a":1,"a":1}'}))
simple("f_receipt_name", files=lambda f: f.update({"receipts/" + "0" * 64 + ".jws": b"{}"}))
simple("f_receipt_other", files=lambda f: f.update({"receipts/" + sha256(b"q").hex() + ".jws": b"q"}))
simple("f_pages", files=lambda f: f.update({"report.html": b"\xff", "entries.csv": b""}))
simple("f_seal_empty", setup=lambda s: setattr(s, "seal", b""))
simple(
    "f_bigpolicy",
    files=lambda f: (lambda v: f.update({"policies/" + sha256(v).hex() + ".json": v}))(
        b'{"a":"' + b"x" * (8 * 1024 * 1024) + b'"}'
    ),
)


def cpnote(name, fn, file="checkpoint", **k):
    simple("n_" + name, files=lambda f: f.update({file: fn(f[file])}), **k)


cpnote("notutf8", lambda b: b.replace(b"authority", b"\xffuthority"))
cpnote("tab", lambda b: b.replace(b"authority", b"auth\tority"))
cpnote("cr", lambda b: b.replace(b"authority", b"auth\rority"))
cpnote("del", lambda b: b.replace(b"authority", b"auth\x7fority"))
cpnote("c1", lambda b: b.replace(b"authority", "auth\x80ority".encode()))
cpnote("nel", lambda b: b.replace(b"authority", "auth\x85ority".encode()))
for n, c in [
    ("nbsp", "\xa0"),
    ("ogham", "\u1680"),
    ("figure", "\u2007"),
    ("nnbsp", "\u202f"),
    ("ls", "\u2028"),
    ("ideo", "\u3000"),
    ("zwsp", "\u200b"),
    ("mvs", "\u180e"),
    ("bom", "\ufeff"),
    ("nul", "\x00"),
    ("fs", "\x1c"),
]:
    cpnote("space_" + n, lambda b, c=c: b.replace(b"authority", f"auth{c}ority".encode()))
cpnote("plus", lambda b: b.replace(b"authority", b"auth+ority"))
cpnote("name512", lambda b: b + ("— " + "n" * 512 + " " + b64(b"12345") + "\n").encode())
cpnote("name513", lambda b: b + ("— " + "n" * 513 + " " + b64(b"12345") + "\n").encode())
cpnote("name300astral", lambda b: b + ("— " + "😀" * 300 + " " + b64(b"12345") + "\n").encode())
cpnote("sig4", lambda b: b + ("— n " + b64(b"1234") + "\n").encode())
cpnote("sig5", lambda b: b + ("— n " + b64(b"12345") + "\n").encode())
cpnote("sigloose", lambda b: b + "— n MTIzNDU\n".encode())
cpnote("sigloose2", lambda b: b + "— n MTIzNDV=\n".encode())
cpnote("nonl", lambda b: b[:-1])
cpnote("twospaces", lambda b: b + "— n  MTIzNDU=\n".encode())
cpnote("trailspace", lambda b: b + "— n MTIzNDU= \n".encode())
cpnote("hyphen", lambda b: b + "- n MTIzNDU=\n".encode())
cpnote("emptyname", lambda b: b + "—  MTIzNDU=\n".encode())
cpnote("64lines", lambda b: b + "— n MTIzNDU=\n".encode() * 61)
cpnote("65lines", lambda b: b + "— n MTIzNDU=\n".encode() * 62)
cpnote("toobig", lambda b: b + ("— n " + b64(b"x" * 60000) + "\n").encode())
cpnote("big_ok", lambda b: b + ("— n " + b64(b"x" * 48000) + "\n").encode())
cpnote("nosig", lambda b: b.split("—".encode())[0])
cpnote("noempty", lambda b: b.replace(b"\n\n", b"\n"))
cpnote("emptyline_end", lambda b: b + b"\n")
cpnote("empty", lambda b: b"")
cpnote("log_sig_twice", lambda b: b + Side().log.sign(b.decode().split("\n\n")[0] + "\n").encode())
cpnote("log_sig_bad_second", lambda b: b + Side().log.sign("x").encode())
cpnote("witness_bad", lambda b: b + Side().authority.sign("x", 5).encode())
cpnote("peer_type1_bad", lambda b: b + Side().peer_statements.sign("x").encode())
cpnote("unknown_bad", lambda b: b + SigningKey("zz", 1, "zz").sign("x").encode())
cpnote("log_len", lambda b: b + f"— {Side().origin} {b64(Side().log.id + b'x' * 63)}\n".encode())
cpnote("same_name_otherid", lambda b: b + f"— {Side().origin} {b64(b'abcd' + b'x' * 64)}\n".encode())
cpnote("time_topbit", lambda b: b + f"— {Side().authority.name} {b64(Side().authority.id + bytes([128]) + b'x' * 71)}\n".encode())


def resigned(name, fn, file="checkpoint"):

    def go(f):
        s = Side()
        t = fn(f[file].decode().split("\n\n— ")[0] + "\n")
        f[file] = s.cosign(t, 6)

    simple("t_" + name, files=go)


for fl, pre in [("checkpoint", "new"), ("checkpoints/000001.note", "old")]:
    resigned(pre + "_ext", lambda t: t + "ext\n", fl)
    resigned(pre + "_ext_empty", lambda t: t + "\next\n", fl)
    resigned(pre + "_twolines", lambda t: "\n".join(t.split("\n")[:2]) + "\n", fl)
    resigned(pre + "_origin", lambda t: t.replace("maker", "mbker"), fl)
    resigned(pre + "_emptyorigin", lambda t: "\n" + t.split("\n", 1)[1], fl)
    for n, v in [
        ("lead0", "06"),
        ("plus", "+6"),
        ("neg", "-6"),
        ("zero", "0"),
        ("max", "9223372036854775807"),
        ("over", "9223372036854775808"),
        ("empty", ""),
        ("space", "6 "),
        ("arabic", "٦"),
    ]:
        resigned(pre + "_size_" + n, lambda t, v=v: "\n".join([t.split("\n")[0], v, *t.split("\n")[2:]]), fl)
    resigned(pre + "_rootloose", lambda t: "\n".join([*t.split("\n")[:2], t.split("\n")[2][:-1], ""]), fl)
    resigned(pre + "_root31", lambda t: "\n".join([*t.split("\n")[:2], b64(b"x" * 31), ""]), fl)
    resigned(pre + "_root_other", lambda t: "\n".join([*t.split("\n")[:2], b64(b"x" * 32), ""]), fl)


def cosigners(name, who, file="checkpoint"):
    simple(
        "w_" + name,
        files=lambda f: f.update(
            {
                file: (lambda s: s.cosign(f[file].decode().split("\n\n")[0] + "\n", 6 if file == "checkpoint" else 4, who(s)))(
                    Side()
                )
            }
        ),
    )


cosigners("none", lambda s: [])
cosigners("onlypeer", lambda s: [s.peer_witness])
cosigners("onlywitness", lambda s: [s.authority])
cosigners("old_none", lambda s: [], "checkpoints/000001.note")
simple(
    "w_nolog",
    files=lambda f: f.update(
        {
            "checkpoint": (lambda s, t: note(t, s.peer_witness.sign(t, 1800000007), s.authority.sign(t, 1800000007)))(
                Side(), f["checkpoint"].decode().split("\n\n")[0] + "\n"
            )
        }
    ),
)
simple(
    "w_nolog_old",
    files=lambda f: f.update(
        {
            "checkpoints/000001.note": (lambda s, t: note(t, s.peer_witness.sign(t, 1800000007)))(
                Side(), f["checkpoints/000001.note"].decode().split("\n\n")[0] + "\n"
            )
        }
    ),
)
simple(
    "w_peer_as_01only",
    files=lambda f: f.update(
        {
            "checkpoint": (lambda s, t: note(t, s.log.sign(t), s.peer_statements.sign(t), s.authority.sign(t, 1800000007)))(
                Side(), f["checkpoint"].decode().split("\n\n")[0] + "\n"
            )
        }
    ),
)
for n, t in [
    ("early", 1),
    ("zero", 0),
    ("max", 2**63 - 1),
    ("edge_ok", 1800000000 + 5 - 600 - 1),
    ("edge_bad", 1800000000 + 5 - 600 - 2),
    ("after", 1800000000 + 10000),
]:
    simple("tc_" + n, setup=lambda s, t=t: setattr(s, "time_cosign", t))
for n, d in [("ok", 4 + 600), ("edge", 4 + 600), ("bad", 4 + 601), ("bad2", 4 + 700)]:

    def g(s, d=d):
        s._t = 1800000000 + d

    simple(
        "tc_old_" + n,
        setup=g,
        files=lambda f, d=d: f.update(
            {
                "checkpoints/000001.note": (lambda s, t: note(t, s.log.sign(t), s.authority.sign(t, 1800000000 + d)))(
                    Side(), f["checkpoints/000001.note"].decode().split("\n\n")[0] + "\n"
                )
            }
        ),
    )


def keyset(name, fn, **k):
    simple("k_" + name, setup=fn, **k)


def kj(name, fn):
    simple("kj_" + name, files=lambda f: f.update({"keys.json": fn(f["keys.json"])}))


keyset("log_otherdid", lambda s: setattr(s.log, "did", "did:web:x"))
keyset("log_othername", lambda s: (setattr(s, "log", SigningKey("x", 1, "q", s.did, "log")), s.keys.__setitem__(0, s.log)))
keyset("peer_otherdid", lambda s: setattr(s.peer_witness, "did", "did:web:x"))
keyset("witness_is_self", lambda s: setattr(s.authority, "did", s.did))
keyset("witness_is_peer", lambda s: setattr(s.authority, "did", s.peerdid))
keyset("witness_type1", lambda s: s.keys.append(SigningKey("w2", 1, "w2", "did:web:w2", "witness")))
keyset("log_type4", lambda s: s.keys.append(SigningKey(s.origin, 4, "l4", s.did, "log")))
keyset("dup_key", lambda s: s.keys.append(s.log))
keyset("pub_two_dids", lambda s: s.keys.append(SigningKey("w2", 4, "aw", "did:web:w2", "witness")))
keyset("log_pub_two_dids", lambda s: s.keys.append(SigningKey("w2", 4, "log" + s.name, "did:web:w2", "witness")))
keyset("pub_same_did_two_uses", lambda s: s.keys.append(SigningKey("buyer.example/x", 4, "s" + s.peername, s.peerdid, "peer")))
keyset("second_log_key", lambda s: s.keys.append(SigningKey(s.origin, 1, "log2", s.did, "log")))
keyset("no_log", lambda s: s.keys.remove(s.log))
keyset("none", lambda s: s.keys.clear())
keyset(
    "extra_witness_with_unbelieved",
    lambda s: s.keys.append(SigningKey("w2", 4, "w2", "did:web:w2", "witness")),
    files=lambda f: f.pop("did/0004.json") and None,
)
keyset("no_peer_in_manifest", lambda s: None, manifest=lambda m: m.pop("peer") and None)
keyset(
    "no_peer_at_all",
    lambda s: [s.keys.remove(k) for k in (s.peer_witness, s.peer_statements, s.peer_log)],
    manifest=lambda m: m.pop("peer") and None,
)
keyset("70keys", lambda s: s.keys.extend((SigningKey(f"w{i}", 4, f"w{i}", "did:web:w", "witness") for i in range(65))))
keyset("64keys", lambda s: s.keys.extend((SigningKey(f"w{i}", 4, f"w{i}", "did:web:w", "witness") for i in range(59))))
simple("k_nodid_docs", files=lambda f: [f.pop(k) for k in list(f) if k.startswith("did/")] and None)
simple("k_no_witness_doc", files=lambda f: f.pop("did/0001.json") and None)
simple("k_no_peer_doc", files=lambda f: f.pop("did/0002.json") and None)
simple("k_no_self_doc", files=lambda f: f.pop("did/0003.json") and None)
kj("extra", lambda b: b[:-1] + b',"x":1}')
kj("badvkey", lambda b: b.replace(b'"vkey": "m', b'"vkey": "n', 1))
kj("upperid", lambda b: b.replace(Side().log.id.hex().encode(), Side().log.id.hex().upper().encode()))
kj("keys_null", lambda b: b'{"keys":null}')
kj("use_other", lambda b: b.replace(b'"log"', b'"lag"'))
kj("array", lambda b: b"[]")
kj("deep32", lambda b: b'{"keys":' + b"[" * 31 + b"]" * 31 + b"}")
kj("extra_key_member", lambda b: b.replace(b'"use"', b'"x": 1, "use"', 1))
kj("empty_did", lambda b: b.replace(b'"did:web:authority.example"', b'""'))
kj("vkey_type2", lambda b: b.replace(b64(Side().authority.raw).encode(), b64(b"\x02" + Side().authority.pub).encode()))


def did(name, fn, file="did/0001.json"):
    simple("d_" + name, files=lambda f: f.update({file: fn(f[file])}))


did("noid", lambda b: b.replace(b'"id"', b'"ix"'))
did("idnum", lambda b: b.replace(b'"did:web:authority.example"', b"5"))
did("vm_missing", lambda b: b'{"id":"x"}')
did("vm_string", lambda b: b'{"id":"x","verificationMethod":"y"}')
did("vm_object", lambda b: b'{"id":"did:web:authority.example","verificationMethod":{}}')
did(
    "vm_mixed",
    lambda b: b.replace(
        b'"verificationMethod": [',
        b'"verificationMethod": [1,"a",null,[],{},{"publicKeyJwk":1},{"publicKeyJwk":{"kty":1}},{"publicKeyJwk":{"kty":"OKP","crv":"Ed25519","x":"!!"}},{"publicKeyJwk":{"kty":"OKP","crv":"Ed25519","x":"AA"}},',
    ),
)
did("x_padded", lambda b: b.replace(base64url(Side().authority.pub).encode(), base64url(Side().authority.pub).encode() + b"="))
did("x_std", lambda b: b.replace(base64url(Side().authority.pub).encode(), b64(Side().authority.pub)[:-1].encode()))


def loose(b):
    x = base64url(Side().authority.pub)
    al = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return b.replace(x.encode(), (x[:-1] + al[al.index(x[-1]) | 1]).encode())


did("x_loose", loose)
did("deep33", lambda b: b[:-1] + b',"z":' + b"[" * 32 + b"]" * 32 + b"}")
did("deep32", lambda b: b[:-1] + b',"z":' + b"[" * 31 + b"]" * 31 + b"}")
did("dup_nested", lambda b: b[:-1] + b',"z":{"a":1,"a":2}}')
did("num100", lambda b: b[:-1] + b',"z":1' + b"0" * 99 + b"}")
did("num101", lambda b: b[:-1] + b',"z":1' + b"0" * 100 + b"}")
did("name1000", lambda b: b[:-1] + b',"' + b"z" * 1000 + b'":1}')
did("name1001", lambda b: b[:-1] + b',"' + b"z" * 1001 + b'":1}')
did("name1000astral", lambda b: b[:-1] + b',"' + "😀".encode() * 1000 + b'":1}')
did("name_esc", lambda b: b[:-1] + b',"' + b"\\u0041" * 1000 + b'":1}')
did("id_long", lambda b: b.replace(b"did:web:authority.example", b"d" * 5000))
did("number_forms", lambda b: b[:-1] + b',"z":[-0,0.0,1E5,1e-5,-1.5e+10,1e999999]}')
did("num_bad1", lambda b: b[:-1] + b',"z":01}')
did("num_bad2", lambda b: b[:-1] + b',"z":1.}')
did("num_bad3", lambda b: b[:-1] + b',"z":.5}')
did("num_bad4", lambda b: b[:-1] + b',"z":+1}')
did("nan", lambda b: b[:-1] + b',"z":NaN}')
did("True", lambda b: b[:-1] + b',"z":True}')
did("single", lambda b: b[:-1] + b",'z':1}")
did("comment", lambda b: b[:-1] + b"/**/}")
did("trailarr", lambda b: b[:-1] + b',"z":[1,]}')
did("truex", lambda b: b[:-1] + b',"z":truex}')
did("num1x", lambda b: b[:-1] + b',"z":1x}')
did("otherid", lambda b: b.replace(b"did:web:authority.example", b"did:web:x"))


def rotated(s, chain=2, by=None, vk=None):
    new = SigningKey(s.origin, 1, "log2", s.did, "log")
    old = s.log
    s.keys.append(new)
    t = f"sluis-policy-log-rotation/1\n{s.origin}\n{vk or new.vkey}\n"
    s.files_extra["rotations/0001.note"] = note(t, (by or old).sign(t))
    s.log = new
    return (old, new)


simple("r_ok", setup=rotated)


def rot_nodoc(s, **k):
    old, new = rotated(s, **k)
    s.did_doc = lambda d: Side.did_doc(s, d, new)
    return (old, new)


simple("r_nodoc", setup=rot_nodoc)
simple("r_nodoc_byself", setup=lambda s: rot_nodoc(s, by=SigningKey(s.origin, 1, "log2", s.did, "log")))
simple("r_nodoc_bypeer", setup=lambda s: rot_nodoc(s, by=s.peer_statements))
simple("r_notinkeys", setup=lambda s: (rotated(s), s.keys.pop()))
simple("r_usepeer", setup=lambda s: setattr(rot_nodoc(s)[1], "use", "peer"))
simple("r_otherdid", setup=lambda s: setattr(rot_nodoc(s)[1], "did", "did:web:x"))
simple("r_text_form", setup=lambda s: s.files_extra.update({"rotations/0001.note": note("x\n", s.log.sign("x\n"))}))
simple("r_notnote", setup=lambda s: s.files_extra.update({"rotations/0001.note": b"x"}))
simple(
    "r_65", setup=lambda s: s.files_extra.update({f"rotations/{i:04d}.note": note("x\n", s.log.sign("x\n")) for i in range(65)})
)
simple(
    "r_64", setup=lambda s: s.files_extra.update({f"rotations/{i:04d}.note": note("x\n", s.log.sign("x\n")) for i in range(64)})
)


def leaf(name, fn, **k):
    simple("l_" + name, files=lambda f: f.update({"leaves.bin": fn(f["leaves.bin"])}), **k)


leaf("cut", lambda b: b[:-1])
leaf("extra", lambda b: b + b"\x00")
leaf("magic", lambda b: b[:10] + b"PLE2" + b[14:])
leaf("time", lambda b: b[:14] + b"\xff" + b[15:])
leaf("n0", lambda b: b[:22] + b"\x00" + b[23:])
leaf("n4", lambda b: b[:22] + b"\x04" + b[23:])
leaf("seqtop", lambda b: b[:55] + b"\x80" + b[56:])
leaf("index_top", lambda b: b[:127] + b"\x80" + b[128:])
leaf("order", lambda b: b[127:254] + b[:127] + b[254:])
leaf("dup", lambda b: b[:127] + b)
leaf("empty", lambda b: b"")
simple("l_none", setup=lambda s: setattr(s, "include", []))
simple("l_none_allempty", files=lambda f: f.update({"leaves.bin": b"", "payloads.jsonl": b"", "proofs.bin": b""}))
simple("l_some", setup=lambda s: setattr(s, "include", [1, 2, 4]))
simple("l_extra_leaf", setup=lambda s: setattr(s, "include", [0, 1, 2, 4, 5]))
simple("l_middle_missing", setup=lambda s: setattr(s, "include", [1, 4, 5]))


def pl(name, fn):
    simple("p_" + name, files=lambda f: f.update({"payloads.jsonl": fn(f["payloads.jsonl"])}))


pl("nolf", lambda b: b[:-1])
pl("crlf", lambda b: b.replace(b"\n", b"\r\n", 1))
pl("extra", lambda b: b + b"\n")
pl("extra2", lambda b: b + b'{"index":9,"erasedBy":10}\n')
pl("space", lambda b: b.replace(b'{"index":1', b'{"index": 1', 1))
pl("lead0", lambda b: b.replace(b'{"index":1', b'{"index":01', 1))
pl("otherindex", lambda b: b.replace(b'{"index":1', b'{"index":3', 1))
pl("cut", lambda b: b[:-40])
pl("saltloose", lambda b: b.replace(b'=","payload"', b'","payload"', 1))
pl("order", lambda b: b"\n".join([b.split(b"\n")[1], b.split(b"\n")[0], *b.split(b"\n")[2:]]))
pl("long_index", lambda b: b.replace(b'{"index":1', b'{"index":1000000000000000000', 1))
pl("erased_19", lambda b: b'{"index":1,"erasedBy":1000000000000000000}\n' + b.split(b"\n", 1)[1])
pl("erased_18", lambda b: b'{"index":1,"erasedBy":100000000000000000}\n' + b.split(b"\n", 1)[1])
pl("nobrace", lambda b: b.replace(b'"payload":{', b'"payload":[', 1))
pl("spacebeforebrace", lambda b: b.replace(b'"payload":{', b'"payload": {', 1))
pl("endspace", lambda b: b.replace(b"}}\n", b"} }\n", 1))
pl("badutf8", lambda b: b.replace(b"allow", b"\xff\xff\xff\xff\xff"))
pl("erased_space", lambda b: b'{"index":1,"erasedBy":5 }\n' + b.split(b"\n", 1)[1])
pl("erased_unknown", lambda b: b'{"index":1,"erasedBy":77}\n' + b.split(b"\n", 1)[1])
pl("erased_self", lambda b: b'{"index":1,"erasedBy":1}\n' + b.split(b"\n", 1)[1])
pl("erased_other", lambda b: b'{"index":1,"erasedBy":5}\n' + b.split(b"\n", 1)[1])
pl("two_in_line", lambda b: b.replace(b"}}\n{", b"}}{", 1))
pl("more_members", lambda b: b.replace(b"}\n", b',"x":{}}\n', 1))


def pr(name, fn):
    simple("pr_" + name, files=lambda f: f.update({"proofs.bin": fn(f["proofs.bin"])}))


pr("cut", lambda b: b[:-1])
pr("extra", lambda b: b + b"\x00")
pr("one_less", lambda b: bytes([b[0] - 1]) + b[1:65] + b[97:])
pr("64", lambda b: bytes([64]) + bytes(64 * 32) + b[1 + 32 * b[0] :])
pr("63", lambda b: bytes([63]) + bytes(63 * 32) + b[1 + 32 * b[0] :])
pr("wrong", lambda b: b[:1] + bytes([b[1] ^ 1]) + b[2:])
pr("swap", lambda b: b[:1] + b[33:65] + b[1:33] + b[65:])


def pay(name, raw, streams=None, **k):
    simple("pp_" + name, setup=lambda s: s.append(raw, streams and [x(s) for x in streams], **k))


pay("notype", {"a": 1})
pay("typenum", {"type": 1})
pay("typenull", {"type": None})
pay("notjson", b"{x}")
pay("dup", b'{"type":"a","type":"b"}')
pay("space_end", b'{"type":"a"} ')
pay("space_begin", b' {"type":"a"}')
pay("spaces_in", b'{ "type" : "a" }')
pay("deep33", b'{"type":"a","z":' + b"[" * 32 + b"]" * 32 + b"}")
pay("deep32", b'{"type":"a","z":' + b"[" * 31 + b"]" * 31 + b"}")
pay("two", b'{"type":"a"}{}')
pay("max", b'{"type":"a","z":"' + b"x" * (262144 - 19) + b'"}')
pay("toolong", b'{"type":"a","z":"' + b"x" * (262144 - 18) + b'"}')
pay("utf8bad", b'{"type":"\xff"}')
pay("surrogate", b'{"type":"\\udc00"}')
pay("empty", b"{}")
pay("type_empty", {"type": ""})
pay("newline_esc", b'{"type":"a\\n"}')
pay("cr_raw", b'{\r"type":"a"}')
pay("bom", b'{"type":"\xef\xbb\xbf"}')
pay("name1001", b'{"type":"a","' + b"q" * 1001 + b'":1}')
pay("agreement_other", {"type": "a", "corr": {"agreementId": "agreement-2"}})
pay("agreement_num", {"type": "a", "corr": {"agreementId": 5}})
pay("agreement_str", {"type": "a", "corr": "x"})
pay("agreement_null", {"type": "a", "corr": {"agreementId": None}})
pay("agreement_empty", {"type": "a", "corr": {"agreementId": ""}})
pay("agreement_dotted", {"type": "a", "corr.agreementId": "x"})
pay("agreement_notinstream", {"type": "a", "corr": {"agreementId": "agreement-2"}}, [lambda s: s.other])
pay("policy_missing", {"type": "a", "policy": {"digest": "0" * 64}})
pay("policy_odd", {"type": "a", "policy": {"digest": "../x"}})
pay("policy_num", {"type": "a", "policy": {"digest": 1}})
pay("policy_empty", {"type": "a", "policy": {"digest": ""}})
pay("policy_upper", {"type": "a", "policy": {"digest": sha256(b'{"@type":"Set"}').hex().upper()}})
pay("policy_long", {"type": "a", "policy": {"digest": "x" * 70000}})
pay("receipt_twice", {"type": "transfer.receipt", "receipt": {"sha256": sha256(Side().receipt).hex()}})
pay("receipt_missing", {"type": "transfer.receipt", "receipt": {"sha256": "1" * 64}})
pay("receipt_none", {"type": "transfer.receipt"})
pay("receipt_num", {"type": "transfer.receipt", "receipt": {"sha256": 4}})
pay("receipt_othertype_twice", {"type": "x", "receipt": {"sha256": sha256(Side().receipt).hex()}})
pay("receipt_odd", {"type": "transfer.receipt", "receipt": {"sha256": "q"}})
pay("seal_second", {"type": "agreement.sealed", "seal": {"sha256": "2" * 64}})
pay("two_streams", {"type": "a"}, [lambda s: s.streams[0], lambda s: s.other])
pay("seq_wrong", {"type": "a"}, None, seq=9)
pay("prev_wrong", {"type": "a"}, None, prev=b"x" * 32)
pay("time_down", {"type": "a"}, None, time=BEGIN)
pay("time_same", {"type": "a"}, None, time=BEGIN + 5000)
pay("time_far", {"type": "a"}, None, time=BEGIN + 100000000000)
pay("time_0", {"type": "a"}, None, time=0)
pay("time_max", {"type": "a"}, None, time=2**63 - 1)
pay("seq0_prev", {"type": "a"}, [lambda s: sha256(b"third")], seq=0, prev=b"x" * 32)
pay("seq0_prev_two", {"type": "a"}, [lambda s: s.streams[0]], seq=0)
pay("seq0_prev_mixed", {"type": "a"}, [lambda s: s.streams[0], lambda s: sha256(b"third")], prev=b"y" * 32)
pay("rec_extra_byte", {"type": "a"}, None, record=lambda r: r + b"\x00")
pay("other_seq5_prev0", {"type": "a"}, [lambda s: s.streams[0], lambda s: sha256(b"third")], seq=4, prev=bytes(32))


def twice(s):
    s.append({"type": "a"}, record=lambda r: r[:12] + b"\x02" + r[13:85] + r[13:85] + r[85:])


simple("pp_stream_twice", setup=twice)


def mixed(s, prev, seq):
    """own stream right, third stream with the given position"""
    q, p, _ = s.heads[s.streams[0]]
    s.append(
        {"type": "a"},
        [s.streams[0], sha256(b"third")],
        record=lambda r: r[:85] + sha256(b"third") + struct.pack(">Q", seq) + prev + r[157:],
    )


simple("pp_third_seq0_prev", setup=lambda s: mixed(s, b"z" * 32, 0))
simple("pp_third_seq5_prev0", setup=lambda s: mixed(s, bytes(32), 5))
simple("pp_third_seq5", setup=lambda s: mixed(s, b"z" * 32, 5))


def erase(idx=2, erases=(2,), streams=None, by=None, typ="erasure", raw=None):

    def g(s):
        e = s.append(raw or {"type": typ, "erases": list(erases)} if not raw else raw, streams and streams(s))
        s.erased[idx] = e if by is None else by

    return g


simple("e_ok", setup=erase())
simple("e_otheridx", setup=erase(erases=(4,)))
simple("e_wrongtype", setup=erase(typ="x"))
simple("e_empty", setup=erase(erases=()))
simple("e_frac", setup=erase(raw=b'{"type":"erasure","erases":[2.0]}'))
simple("e_exp", setup=erase(raw=b'{"type":"erasure","erases":[2e0]}'))
simple("e_str", setup=erase(raw=b'{"type":"erasure","erases":["2"]}'))
simple("e_notarray", setup=erase(raw=b'{"type":"erasure","erases":2}'))
simple("e_mixed", setup=erase(raw=b'{"type":"erasure","erases":["x",2,null]}'))
simple("e_otherstream", setup=lambda s: (setattr(s, "include", [1, 2, 4, 5, 6]), erase(streams=lambda s: [s.other])(s)))
simple("e_bothstreams", setup=erase(streams=lambda s: [s.other, s.streams[0]]))
simple("e_badagreement", setup=erase(raw=b'{"type":"erasure","erases":[2],"corr":{"agreementId":"q"}}'))
simple("e_neg0", setup=erase(raw=b'{"type":"erasure","erases":[-2]}'))
simple("e_big", setup=erase(raw=b'{"type":"erasure","erases":[99999999999999999999999,2]}'))
simple("e_sealed_gone", setup=erase(1, (1,)))
simple("e_receipt_gone", setup=erase(4, (4,)))
simple("e_erased_eraser", setup=lambda s: (erase(2, (2,))(s), erase(6, (6,))(s)))
simple("e_lead", setup=erase(raw=b'{"type":"erasure","erases":[1000000000000000000000000000000000000000,2]}'))


def hd(name, fn, sign=lambda s, t: note(t, s.log.sign(t), s.peer_statements.sign(t))):
    simple(
        "h_" + name,
        files=lambda f: f.update(
            {"heads.note": (lambda s, t: sign(s, t))(Side(), fn(f["heads.note"].decode().split("\n\n")[0] + "\n"))}
        ),
    )


def hl(i, v):
    return lambda t: "\n".join([*t.split("\n")[:i], v(t.split("\n")[i]), *t.split("\n")[i + 1 :]])


hd("same", lambda t: t)
hd("nopeer", lambda t: t, lambda s, t: note(t, s.log.sign(t)))
hd("badpeer", lambda t: t, lambda s, t: note(t, s.log.sign(t), s.peer_statements.sign("x")))
hd("nolog", lambda t: t, lambda s, t: note(t, s.peer_statements.sign(t)))
hd("peer04", lambda t: t, lambda s, t: note(t, s.log.sign(t), s.peer_witness.sign(t, 1800000007)))
hd("peerlog", lambda t: t, lambda s, t: note(t, s.log.sign(t), s.peer_log.sign(t)))
hd("origin", hl(1, lambda x: "q"))
hd("size", hl(2, lambda x: "5"))
hd("root", hl(3, lambda x: b64(b"x" * 32)))
hd("head", hl(0, lambda x: x + "1"))
hd("entries0", hl(4, lambda x: " ".join([x.split()[0], "0", *x.split()[2:]])))
hd("entries", hl(4, lambda x: " ".join([x.split()[0], "3", *x.split()[2:]])))
hd("entries19", hl(4, lambda x: " ".join([x.split()[0], "1" * 19, *x.split()[2:]])))
hd("entries18", hl(4, lambda x: " ".join([x.split()[0], "1" * 18, *x.split()[2:]])))
hd("index", hl(4, lambda x: " ".join([*x.split()[:2], "4", x.split()[3]])))
hd("hash", hl(4, lambda x: " ".join([*x.split()[:3], b64(b"x" * 32)])))
hd("upper", hl(4, lambda x: x[:64].upper() + x[64:]))
hd("twice", lambda t: t + t.split("\n")[4] + "\n")
hd("extra_stream", lambda t: t + "f" * 64 + " 1 1 " + b64(b"x" * 32) + "\n")
hd("extra_stream_unordered", lambda t: t + "0" * 64 + " 1 1 " + b64(b"x" * 32) + "\n")
hd("nostreams", lambda t: "\n".join(t.split("\n")[:4]) + "\n")
hd("empty_line", lambda t: t + "\n")
hd("space", hl(4, lambda x: x + " "))
hd("size_over", hl(2, lambda x: "9223372036854775808"))
hd("size_19", hl(2, lambda x: "9223372036854775807"))
hd("extra_index_above", lambda t: t + "f" * 64 + " 5 999 " + b64(b"x" * 32) + "\n")


def many(n):

    def g(s):
        s.streams = [sha256(b"st%d" % i) for i in range(n)]
        s.agreements = [None] * n
        s.records = []
        s.payloads = []
        s.salts = []
        s.heads = {}
        s.earlier = []
        s.seal = b""
        s.receipt = None
        for st in s.streams:
            s.append({"type": "a"}, [st])

    return g


for n in (500, 600):
    simple(f"h_streams{n}", setup=many(n), files=lambda f: f.pop("seal.jws") and None)
simple(
    "h_stream_without_leaf",
    setup=lambda s: (
        s.streams.append(sha256(b"none")),
        s.agreements.append(None),
        s.heads.__setitem__(sha256(b"none"), (1, b"x" * 32, 3)),
    ),
)
simple("h_stream_without_leaf_nohead", manifest=lambda m: m["streams"].append({"id": "e" * 64}))


def cn(name, fn, **k):
    simple("cn_" + name, files=lambda f: fn(f) and None, **k)


cn("missing", lambda f: f.pop("consistency/000001.bin"))
cn("wrong", lambda f: f.update({"consistency/000001.bin": b"x" * 32}))
cn("empty", lambda f: f.update({"consistency/000001.bin": b""}))
cn("uneven", lambda f: f.update({"consistency/000001.bin": b"x" * 31}))
cn("126", lambda f: f.update({"consistency/000001.bin": b"x" * 32 * 126}))
cn("127", lambda f: f.update({"consistency/000001.bin": b"x" * 32 * 127}))
cn("alone", lambda f: f.pop("checkpoints/000001.note"))
cn("extra", lambda f: f.update({"consistency/000001.bin": f["consistency/000001.bin"] + b"x" * 32}))
for n in range(1, 7):
    simple(f"cn_from{n}", setup=lambda s, n=n: setattr(s, "earlier", [n]))
simple("cn_same_missing", setup=lambda s: setattr(s, "earlier", [6]), files=lambda f: f.pop("consistency/000001.bin") and None)
simple(
    "cn_same_extra", setup=lambda s: setattr(s, "earlier", [6]), files=lambda f: f.update({"consistency/000001.bin": b"x" * 32})
)
simple("cn_several", setup=lambda s: setattr(s, "earlier", [1, 2, 3, 4, 5]))
simple("cn_unordered", setup=lambda s: setattr(s, "earlier", [5, 2]))
simple("cn_dup", setup=lambda s: setattr(s, "earlier", [2, 2]))


def bigger(f):
    s = Side()
    s.append({"type": "a"})
    f["checkpoints/000001.note"] = s.cosign(s.head_text(7), 7)


simple("cn_bigger", files=bigger)
simple("cn_bigger_noproof", files=lambda f: (bigger(f), f.pop("consistency/000001.bin")) and None)


def same_other(f):
    s = Side()
    f["checkpoints/000001.note"] = s.cosign(s.head_text(6, b"x" * 32), 6)
    f["consistency/000001.bin"] = b""


simple("cn_same_otherroot", files=same_other)


def zero(f):
    s = Side()
    f["checkpoints/000001.note"] = s.cosign(s.head_text(0), 1)
    f["consistency/000001.bin"] = b""


simple("cn_zero", files=zero)


def rest(size=6, lost=((8, b"L" * 32),), after=1, raw=None, extra=None, keep=True, streams=None):

    def g(s):
        r = {"size": size, "lost": [{"size": a, "root": b64(b)} for a, b in lost]}
        if extra:
            extra(r)
        s.append({"type": "log.restored", "restored": r} if raw is None else raw, streams and streams(s))
        for _ in range(after):
            s.append({"type": "a"})

    return g


def lostcp(n, r, proof=False):

    def g(f):
        s = Side()
        f["checkpoints/000002.note"] = s.cosign(s.head_text(n, r), 6)
        if proof:
            f["consistency/000002.bin"] = b"x" * 32

    return g


simple("rs_ok", setup=rest())
simple("rs_ok_lost_cp", setup=rest(), files=lostcp(8, b"L" * 32))
simple("rs_lost_other_root", setup=rest(), files=lostcp(8, b"M" * 32))
simple("rs_lost_cp_with_proof", setup=rest(), files=lostcp(8, b"L" * 32, True))
simple("rs_lost_small", setup=rest(lost=((6, b"L" * 32),)))
simple("rs_lost_7", setup=rest(lost=((7, b"L" * 32),)))
simple("rs_size", setup=rest(size=5))
simple("rs_last", setup=rest(after=0))
simple("rs_nolost", setup=rest(lost=()))
simple("rs_extra", setup=rest(extra=lambda r: r.update(x=1)))
simple("rs_extra2", setup=rest(extra=lambda r: r["lost"][0].update(x=1)))
simple("rs_lost_notarray", setup=rest(extra=lambda r: r.update(lost={})))
simple("rs_lost_none", setup=rest(extra=lambda r: r.pop("lost")))
simple("rs_size_str", setup=rest(extra=lambda r: r.update(size="6")))
simple("rs_size_frac", setup=rest(raw=b'{"type":"log.restored","restored":{"size":6.0,"lost":[]}}'))
simple("rs_none", setup=rest(raw=b'{"type":"log.restored"}'))
simple("rs_root_hex", setup=rest(extra=lambda r: r["lost"][0].update(root="ab" * 32)))
simple("rs_root_loose", setup=rest(extra=lambda r: r["lost"][0].update(root=b64(b"L" * 32)[:-1])))
simple("rs_lost_elem", setup=rest(extra=lambda r: r["lost"].append(5)))
simple("rs_size_huge", setup=rest(raw=b'{"type":"log.restored","restored":{"size":99999999999999999999,"lost":[]}}'))
simple(
    "rs_lost_huge",
    setup=rest(
        raw=b'{"type":"log.restored","restored":{"size":6,"lost":[{"size":9223372036854775807,"root":"'
        + b64(b"L" * 32).encode()
        + b'"}]}}'
    ),
)
simple(
    "rs_uncosigned",
    setup=rest(),
    files=lambda f: f.update(
        {"checkpoint": (lambda s, t: note(t, s.log.sign(t)))(Side(), f["checkpoint"].decode().split("\n\n")[0] + "\n")}
    ),
)
simple(
    "rs_peer_only",
    setup=rest(),
    files=lambda f: f.update(
        {
            "checkpoint": (lambda s, t: note(t, s.log.sign(t), s.peer_witness.sign(t, 1800000008)))(
                Side(), f["checkpoint"].decode().split("\n\n")[0] + "\n"
            )
        }
    ),
)
simple("rs_size_neg", setup=rest(raw=b'{"type":"log.restored","restored":{"size":-1,"lost":[]}}'))
simple("rs_lost_cp_wrong_entry", setup=rest(size=5), files=lostcp(8, b"L" * 32))
simple("rs_many_lost", setup=rest(lost=tuple(((8 + i, b"L" * 32) for i in range(300)))))


def peer(
    name, cp=lambda s, p: p.cosign(p.head_text(6), 6), hd=lambda s, p: (lambda t: note(t, p.log.sign(t)))(p.heads_text()), **k
):

    def g(f):
        s = Side()
        p = Side("buyer.example", "maker.example", "consumer")
        if cp:
            f["peer/checkpoint"] = cp(s, p)
        if hd:
            f["peer/heads.note"] = hd(s, p)

    simple("pf_" + name, files=g, **k)


peer("ok")
peer("only_cp", hd=None)
peer("only_heads", cp=None)
peer("cp_not_note", cp=lambda s, p: b"x")
peer("cp_text", cp=lambda s, p: note("x\n", p.log.sign("x\n")))
peer("heads_text", hd=lambda s, p: note("x\n", p.log.sign("x\n")))
peer("cp_unsigned", cp=lambda s, p: note(p.head_text(6), s.log.sign(p.head_text(6))))
peer("cp_bad", cp=lambda s, p: note(p.head_text(6), p.log.sign("x")))
peer("cp_ext", cp=lambda s, p: (lambda t: note(t, p.log.sign(t)))(p.head_text(6) + "ext\n"))
peer("cp_by_statements", cp=lambda s, p: (lambda t: note(t, s.peer_statements.sign(t)))(p.head_text(6)))
peer("cp_by_cosigner", cp=lambda s, p: (lambda t: note(t, s.peer_witness.sign(t, 5)))(p.head_text(6)))
peer("cp_size0", cp=lambda s, p: p.cosign(p.head_text(0), 1))
peer("no_manifest_peer", manifest=lambda m: m.pop("peer") and None)
peer(
    "no_peer_at_all",
    setup=lambda s: [s.keys.remove(k) for k in (s.peer_witness, s.peer_statements, s.peer_log)],
    manifest=lambda m: m.pop("peer") and None,
)
peer("text_and_unsigned", cp=lambda s, p: note("x\n", s.log.sign("x\n")))


def wh(name, fn=None, **k):
    simple("wh_" + name, setup=lambda s: (setattr(s, "tree", "whole"), fn and fn(s)), **k)


wh("ok")
wh("missing_last", lambda s: setattr(s, "indices", lambda: [0, 1, 2, 3, 4]))
wh("missing_first", lambda s: setattr(s, "indices", lambda: [1, 2, 3, 4, 5]))
wh("none", lambda s: setattr(s, "indices", lambda: []))
wh("more", files=lambda f: f.update({"checkpoint": (lambda s: s.cosign(s.head_text(5), 5))(Side())}))


def anchored(name, anchors, **k):
    simple("a_" + name, **k)
    ANCHORS["a_" + name] = anchors


S = Side()
allk = [(k.did, k.vkey) for k in S.keys]
anchored("all", allk)
anchored("log_only", allk[:1])
anchored("wrong", [(S.did, SigningKey(S.origin, 1, "zz").vkey)])
anchored("otherdid", [("did:web:x", S.log.vkey)] + allk[1:])
anchored("no_docs", allk, files=lambda f: [f.pop(k) for k in list(f) if k.startswith("did/")] and None)
anchored("rot", allk, setup=rotated)
anchored("rot_new_only", [(S.did, SigningKey(S.origin, 1, "log2").vkey)] + allk[1:], setup=rotated)


class Weak(SigningKey):

    def __init__(s, name, pub, did, use, kind=4):
        s.name, s.kind, s.did, s.use, s.pub = (name, kind, did, use, pub)

    def sign(s, text, time=None):
        sig = bytes([1]) + bytes(31) + bytes(32)
        return f"— {s.name} {b64(s.id + (struct.pack('>Q', time) if s.kind == 4 else b'') + sig)}\n"


P = 2**255 - 19
for n, pub in [
    ("identity", (1).to_bytes(32, "little")),
    ("y0", bytes(32)),
    ("yminus1", (P - 1).to_bytes(32, "little")),
    ("order8", bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
    ("noncanon", (P + 1).to_bytes(32, "little")),
    ("identity_sign", (1 | 1 << 255).to_bytes(32, "little")),
    ("noncanon_p", P.to_bytes(32, "little")),
    ("offcurve", (2).to_bytes(32, "little")),
    ("all_ff", b"\xff" * 32),
]:

    def g(s, pub=pub):
        w = Weak("authority.example/witness", pub, "did:web:authority.example", "witness")
        s.keys[-1] = w
        s.authority = w

    simple("weak_" + n, setup=g)


def mall(f):
    s = Side()
    t = f["checkpoint"].decode().split("\n\n")[0] + "\n"
    sig = s.sk if False else s.log.sk.sign(t.encode())
    L = 2**252 + 27742317777372353535851937790883648493
    S_ = int.from_bytes(sig[32:], "little") + L
    f["checkpoint"] = note(
        t,
        f"— {s.log.name} {b64(s.log.id + sig[:32] + S_.to_bytes(32, 'little'))}\n",
        s.peer_witness.sign(t, 1800000007),
        s.authority.sign(t, 1800000007),
    )


simple("weak_malleable_S", files=mall)
PAIRS = {}


def pair(name, p=None, c=None, both=None, pk={}, ck={}, held=True):

    def f():
        a = Side()
        b = Side("buyer.example", "maker.example", "consumer")
        for x in (a, b):
            if both:
                both(x)
        if p:
            p(a)
        if c:
            c(b)

        def hold(x, y):

            def g(f):
                f["peer/checkpoint"] = y.cosign(y.head_text(len(y.records)), len(y.records))
                t = y.heads_text()
                f["peer/heads.note"] = note(t, y.log.sign(t))

            return g

        if held:
            ha, hb = (hold(a, b), hold(b, a))
        else:
            ha = hb = None

        def wrap(h, k):
            k = dict(k)
            o = k.pop("files", None)
            k["files"] = lambda f: (h and h(f), o and o(f, a, b))
            return k

        return (a.bytes(**wrap(ha, pk)), b.bytes(**wrap(hb, ck)))

    PAIRS[name] = f


pair("plain")
pair("noheld", held=False)
pair("step", c=lambda s: None)


def ev(**k):
    k.setdefault("type", "transfer.state")
    k.setdefault("corr", {"agreementId": "agreement-1"})
    return k


def add(*e, time=None):
    return lambda s: [s.append(x, None, time) for x in e]


pair("ponly", p=add(ev()))
pair("conly", c=add(ev()))
pair("bothe", both=add(ev(), ev()))
pair("k", p=add(ev(), ev()), c=add(ev()))
pair("decision", p=add(ev(decision="allow")), c=add(ev(decision="deny")))
pair("fact_absent", p=add(ev(decision="allow")), c=add(ev()))
pair(
    "num_spell",
    p=add(b'{"type":"transfer.state","corr":{"agreementId":"agreement-1"},"data":{"bytes":1}}'),
    c=add(b'{"type":"transfer.state","corr":{"agreementId":"agreement-1"},"data":{"bytes":1.0}}'),
)
pair(
    "num_str",
    p=add(b'{"type":"transfer.state","corr":{"agreementId":"agreement-1"},"data":{"bytes":1}}'),
    c=add(b'{"type":"transfer.state","corr":{"agreementId":"agreement-1"},"data":{"bytes":"1"}}'),
)
pair("fact_obj_same", both=add(ev(decision={"a": 1, "b": 2})))
pair("fact_obj_order", p=add(ev(decision={"a": 1, "b": 2})), c=add(ev(decision={"b": 2, "a": 1})))
pair("fact_obj_diff", p=add(ev(decision={"a": 1})), c=add(ev(decision={"a": 2})))
pair("fact_null_absent", p=add(ev(decision=None)), c=add(ev()))
pair("fact_null_str", p=add(ev(decision=None)), c=add(ev(decision="null")))
pair("fact_bool_str", p=add(ev(decision=True)), c=add(ev(decision="true")))
pair(
    "fact_esc",
    p=add(b'{"type":"transfer.state","corr":{"agreementId":"agreement-1"},"decision":"\\u0061"}'),
    c=add(ev(decision="a")),
)
pair("fact_arr", p=add(ev(decision=[1])), c=add(ev(decision=[1, 2])))
pair("fact_empty_absent", p=add(ev(decision="")), c=add(ev()))
pair("fact_arr_absent", p=add(ev(decision=[])), c=add(ev()))
pair("id_num", p=add(b'{"type":"transfer.state","corr":{"flowId":1}}'), c=add(b'{"type":"transfer.state","corr":{"flowId":"1"}}'))
pair("id_num_absent", p=add(b'{"type":"transfer.state","corr":{"flowId":1}}'), c=add(b'{"type":"transfer.state"}'))
pair("id_empty", p=add(b'{"type":"transfer.state","corr":{"flowId":""}}'), c=add(b'{"type":"transfer.state"}'))
pair("id_obj", p=add(b'{"type":"transfer.state","corr":{"flowId":{}}}'), c=add(b'{"type":"transfer.state"}'))
pair("state", p=add(ev(state={"to": "A"})), c=add(ev(state={"to": "B"})))
pair(
    "id_shift",
    p=add(ev(corr={"agreementId": "agreement-1", "consumerPid": "x"})),
    c=add(ev(corr={"agreementId": "agreement-1", "providerPid": "x"})),
)
pair(
    "id_sep",
    p=add(ev(corr={"consumerPid": "a b", "providerPid": "c"})),
    c=add(ev(corr={"consumerPid": "a", "providerPid": "b c"})),
)
for sep in ["\n", "|", " ", "\x00", "\x1f", "/", ",", "\t", ";", "#"]:
    pair(
        f"id_sep_{ord(sep)}",
        p=add(ev(corr={"agreementId": "agreement-1", "consumerPid": "a" + sep + "b"})),
        c=add(ev(corr={"agreementId": "agreement-1", "consumerPid": "a", "providerPid": "b"})),
    )
    pair(
        f"id_sep2_{ord(sep)}",
        p=add(ev(corr={"agreementId": "agreement-1", "consumerPid": "a" + sep, "providerPid": "b"})),
        c=add(ev(corr={"agreementId": "agreement-1", "consumerPid": "a", "providerPid": sep + "b"})),
    )


def ts(name, a, b):
    pair("ts_" + name, p=add(ev(ts=a)), c=add(ev(ts=b)))


z = "2027-01-15T08:00:0"
ts("bare_dot", z + "0.Z", z + "0Z")
ts("midnight_24", "2027-01-14T24:00:00Z", "2027-01-15T00:00:00Z")
ts("offset_seconds", z + "0+00:00:00", z + "0Z")
ts("negative_year", "-0001-01-15T08:00:00Z", z + "0Z")
ts("same", z + "0Z", z + "0Z")
ts("10", z + "0Z", "2027-01-15T08:00:10Z")
ts("11", z + "0Z", "2027-01-15T08:00:11Z")
ts("10ms", z + "0Z", "2027-01-15T08:00:10.001Z")
ts("10us", z + "0Z", "2027-01-15T08:00:10.0001Z")
ts("10ns", z + "0Z", "2027-01-15T08:00:10.000000001Z")
ts("usfloor", z + "0.0009Z", "2027-01-15T08:00:10.001Z")
ts("frac10", z + "0.1234567891Z", "2027-01-15T08:01:10Z")
ts("fracdot", z + "0.Z", "2027-01-15T08:01:10Z")
ts("lower", "2027-01-15t08:00:00z", "2027-01-15T08:01:10Z")
ts("offset", "2027-01-15T09:00:00+01:00", z + "0Z")
ts("offset_bad", "2027-01-15T09:00:00+0100", "2027-01-15T08:01:10Z")
ts("offset24", "2027-01-15T09:00:00+24:00", "2027-01-15T08:01:10Z")
ts("offset19", "2027-01-15T09:00:00+19:00", "2027-01-14T14:00:00Z")
ts("offset_neg0", "2027-01-15T08:00:00-00:00", z + "0Z")
ts("leap", "2026-12-31T23:59:60Z", "2027-01-15T08:01:10Z")
ts("h24", "2027-01-14T24:00:00Z", "2027-01-15T08:01:10Z")
ts("feb30", "2027-02-30T00:00:00Z", "2027-01-15T08:01:10Z")
ts("feb29", "2027-02-29T00:00:00Z", "2027-01-15T08:01:10Z")
ts("space", "2027-01-15 08:00:00Z", "2027-01-15T08:01:10Z")
ts("nosec", "2027-01-15T08:00Z", "2027-01-15T08:01:10Z")
ts("year0", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z")
ts("year5", "+12027-01-15T08:00:00Z", "2027-01-15T08:01:10Z")
ts("neg", "-2027-01-15T08:00:00Z", "2027-01-15T08:01:10Z")
ts("garbage", "x", "y")
ts("empty", "", "2027-01-15T08:01:10Z")
ts("num", 5, "2027-01-15T08:01:10Z")
ts("zone", "2027-01-15T08:00:00+01:00[Europe/Paris]", "2027-01-15T08:01:10Z")
ts("offsecs", "2027-01-15T08:00:00+01:00:30", "2027-01-15T08:01:10Z")
ts("arabic", "٢٠٢٧-01-15T08:00:00Z", "2027-01-15T08:01:10Z")
ts("before1970", "1969-12-31T23:59:59.9995Z", "1970-01-01T00:00:09.9999Z")
ts("y9999", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z")
ts("y0001", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00")
ts("y9999off", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59-14:00")
ts("comma", "2027-01-15T08:00:00,5Z", "2027-01-15T08:01:10Z")
ts("trail", "2027-01-15T08:00:00Z ", "2027-01-15T08:01:10Z")
T = "2027-01-15T08:00:00Z"
TM = 1800000000000
for n, d in [("300", 300000), ("300_1", 300001), ("299", 299999)]:
    pair(
        "late_" + n,
        p=lambda s, d=d: s.append(ev(ts="2027-01-15T08:00:00Z"), None, TM + d),
        c=lambda s: s.append(ev(ts="2027-01-15T08:00:00Z"), None, TM + 6000),
    )
pair("leaf_early", p=lambda s: s.append(ev(ts="2027-01-15T09:00:00Z")), c=lambda s: s.append(ev(ts="2027-01-15T09:00:00Z")))
pair(
    "late_and_outside",
    p=lambda s: s.append(ev(ts="2027-01-15T08:00:00Z"), None, TM + 400000),
    c=lambda s: s.append(ev(ts="2027-01-15T08:05:00Z"), None, TM + 400000),
)


def unsigned(s):
    """Without seal and receipt, in which the roles and the agreement stand, too."""
    s.seal = s.receipt = None
    s.write(lambda p: p.update(type="a"), lambda p: p.update(type="a"))


pair("unsigned", both=unsigned)
pair("roles_same", both=unsigned, c=lambda s: setattr(s, "role", "provider"))
pair("roles_same_signed", c=lambda s: setattr(s, "role", "provider"))
pair("role_missing", pk={"manifest": lambda m: m.pop("role") and None})
pair("roles_swapped", both=unsigned, p=lambda s: setattr(s, "role", "consumer"), c=lambda s: setattr(s, "role", "provider"))
pair(
    "no_peer",
    p=lambda s: [s.keys.remove(k) for k in (s.peer_witness, s.peer_statements, s.peer_log)],
    pk={
        "manifest": lambda m: m.pop("peer") and None,
        "files": lambda f, a, b: [f.pop("peer/checkpoint"), f.pop("peer/heads.note")],
    },
)
pair("agreements", both=unsigned, pk={"manifest": lambda m: m["streams"][0].pop("agreement") and None})
pair(
    "agreements_none",
    both=unsigned,
    pk={"manifest": lambda m: m["streams"][0].pop("agreement") and None},
    ck={"manifest": lambda m: m["streams"][0].pop("agreement") and None},
)


def reseal(s):
    s.seal = s.sealed(s.claims() | {"signedAt": "2027-01-15T07:58:00Z"})
    s.write()


pair("seal_other", c=reseal)
pair("seal_one", ck={"files": lambda f, a, b: f.pop("seal.jws")})
pair("seal_none", ck={"files": lambda f, a, b: f.pop("seal.jws")}, pk={"files": lambda f, a, b: f.pop("seal.jws")})


def hf(name, fn, **k):
    pair("hf_" + name, pk={"files": fn}, **k)


hf("no_cp", lambda f, a, b: f.pop("peer/checkpoint"))
hf("no_heads", lambda f, a, b: f.pop("peer/heads.note"))


def cps(t, b):
    return note(t, b.log.sign(t))


hf("old_cp_known", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(4), b)}))
hf("old_cp_unknown", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(5), b)}))
hf("split_known", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(4, b"x" * 32), b)}))
hf("split_unknown", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(5, b"x" * 32), b)}))
hf("split_newest", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(6, b"x" * 32), b)}))
hf("larger", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(7, b"x" * 32), b)}))
hf("size0", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(0), b)}))
hf("size0_root", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(0, b"x" * 32), b)}))
hf("ext", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(6) + "ext\n", b)}))
hf("other_origin", lambda f, a, b: f.update({"peer/checkpoint": cps(b.head_text(6).replace("buyer", "bvyer"), b)}))
hf("by_statements", lambda f, a, b: f.update({"peer/checkpoint": note(b.head_text(6), a.peer_statements.sign(b.head_text(6)))}))
hf("by_cosigner", lambda f, a, b: f.update({"peer/checkpoint": note(b.head_text(6), a.peer_witness.sign(b.head_text(6), 7))}))


def hh(name, fn, sz=None, **k):

    def g(f, a, b):
        t = fn(f["peer/heads.note"].decode().split("\n\n")[0] + "\n", b)
        f["peer/heads.note"] = note(t, b.log.sign(t))

    hf(name, g, **k)


def hl4(fn):
    return lambda t, b: "\n".join([*t.split("\n")[:4], fn(t.split("\n")[4]), ""])


def big(fn):
    return lambda t, b: fn(t, b).replace("\n6\n", "\n9\n", 1)


hh("h_entries", hl4(lambda x: x.replace(" 4 ", " 3 ", 1)))
hh("h_index", hl4(lambda x: x.replace(" 5 ", " 4 ", 1)))
hh("h_hash", hl4(lambda x: x[:-44] + b64(b"x" * 32)))
hh("h_absent_index", hl4(lambda x: x.replace(" 5 ", " 77 ", 1)))
hh("h_entries_big", big(hl4(lambda x: x.replace(" 4 ", " 3 ", 1))))
hh("h_absent_big", big(hl4(lambda x: x.replace(" 5 ", " 77 ", 1))))
hh("h_ok_big", big(lambda t, b: t))
hh("h_nostreams", lambda t, b: "\n".join(t.split("\n")[:4]) + "\n")
hh("h_nostreams_big", big(lambda t, b: "\n".join(t.split("\n")[:4]) + "\n"))
hh("h_root", lambda t, b: "\n".join([*t.split("\n")[:3], b64(b"x" * 32), *t.split("\n")[4:]]))
hh("h_older", lambda t, b: t.replace("\n6\n", "\n5\n", 1))
hh("h_size1", lambda t, b: t.replace("\n6\n", "\n1\n", 1))
hh("h_origin", lambda t, b: t.replace("buyer.example/plog", "bvyer.example/plog"))
hh("h_index_above_size", hl4(lambda x: x.replace(" 5 ", " 7 ", 1)))
hh("h_entries_18", hl4(lambda x: x.replace(" 4 ", " 999999999999999999 ", 1)))


def h_old(f, a, b):
    st = b.streams[0]
    h = leaf_hash(b.records[4])
    t = "sluis-policy-log-heads/1\n" + b.head_text(5) + f"{st.hex()} 3 4 {b64(h)}\n"
    f["peer/heads.note"] = note(t, b.log.sign(t))


hf("h_good_old", h_old)
did("id_empty", lambda b: b.replace(b"did:web:authority.example", b""))
did("id_2000", lambda b: b.replace(b"did:web:authority.example", b"d" * 2000))
pay("type_long", {"type": "x" * 2001})
pay("agreement_long", {"type": "x", "corr": {"agreementId": "x" * 2001}})


def twodid(s, who):
    w = SigningKey("w2", 4, "aw", "did:web:w2", "witness")
    s.keys.append(w)
    s.keys.insert(0, s.keys.pop()) if who == "first" else None
    s.authority = w


simple("k_two_dids_second_signs", setup=lambda s: twodid(s, ""))
simple("k_two_dids_first_signs", setup=lambda s: twodid(s, "first"))


def twopeer(s):
    s.keys.append(SigningKey("q", 4, "w" + s.peername, "did:web:q", "witness"))


simple("k_two_dids_peer_witness", setup=twopeer)
simple("k_two_dids_unfit", setup=lambda s: s.keys.append(SigningKey("q", 1, "log" + s.name, "did:web:q", "log")))
simple("k_two_dids_rot", setup=lambda s: rot_nodoc(s))


def peer_as_log(s):
    new = SigningKey(s.origin, 1, "pl2", s.peerdid, "peer")
    s.keys.append(new)
    t = f"sluis-policy-log-rotation/1\n{s.origin}\n{new.vkey}\n"
    s.files_extra["rotations/0001.note"] = note(t, s.log.sign(t))
    s.log = new


simple("r_peer_key_fits", setup=peer_as_log)


def two_rot(s):
    a, b = rot_nodoc(s)
    c = SigningKey(s.origin, 1, "log3", s.did, "log")
    s.keys.append(c)
    t = f"sluis-policy-log-rotation/1\n{s.origin}\n{c.vkey}\n"
    s.files_extra["rotations/0000.note"] = note(t, b.sign(t))
    s.log = c


simple("r_chain", setup=two_rot)
simple(
    "r_bad_extra_sig",
    setup=lambda s: (
        lambda ab: s.files_extra.update({"rotations/0001.note": s.files_extra["rotations/0001.note"] + ab[0].sign("x").encode()})
    )(rot_nodoc(s)),
)
simple(
    "r_other_origin",
    setup=lambda s: (lambda ab, t: s.files_extra.update({"rotations/0001.note": note(t, ab[0].sign(t))}))(
        rot_nodoc(s), f"sluis-policy-log-rotation/1\nq\n{SigningKey(s.origin, 1, 'log2').vkey}\n"
    ),
)
simple(
    "r_extra_line",
    setup=lambda s: (lambda ab, t: s.files_extra.update({"rotations/0001.note": note(t, ab[0].sign(t))}))(
        rot_nodoc(s), f"sluis-policy-log-rotation/1\n{s.origin}\n{SigningKey(s.origin, 1, 'log2').vkey}\nx\n"
    ),
)
simple("r_old_signs_too", setup=lambda s: rot_nodoc(s), mnote=None)


def smallR(f):
    s = Side()
    t = f["checkpoint"].decode().split("\n\n")[0] + "\n"
    L = 2**252 + 27742317777372353535851937790883648493
    h = bytearray(hashlib.sha512(sha256(("log" + s.name).encode())).digest()[:32])
    h[0] &= 248
    h[31] &= 127
    h[31] |= 64
    a = int.from_bytes(h, "little")
    R = bytes([1]) + bytes(31)
    k = int.from_bytes(hashlib.sha512(R + s.log.pub + t.encode()).digest(), "little") % L
    S_ = k * a % L
    f["checkpoint"] = note(
        t,
        f"— {s.log.name} {b64(s.log.id + R + S_.to_bytes(32, 'little'))}\n",
        s.peer_witness.sign(t, 1800000007),
        s.authority.sign(t, 1800000007),
    )


simple("weak_R_identity", files=smallR)
for i in range(40):
    pub = [
        (P - 1).to_bytes(32, "little"),
        bytes(32),
        bytes(31) + b"\x80",
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ][i % 5]

    def g(s, pub=pub, i=i):
        w = Weak("authority.example/witness", pub, "did:web:authority.example", "witness")
        s.keys[-1] = w
        s.authority = w
        s.time_cosign = 1800000007 + i

    simple(f"weak_many{i}", setup=g)
simple("l_prev_other_in_time", setup=lambda s: (s.append({"type": "a"}, time=BEGIN), s.append({"type": "a"}, time=BEGIN + 9000)))
simple("h_streams_2000", setup=many(2000), files=lambda f: f.pop("seal.jws") and None)


def pj(name, a, b):
    pair(
        "j_" + name,
        p=add(b'{"type":"transfer.state","decision":' + a + b"}"),
        c=add(b'{"type":"transfer.state","decision":' + b + b"}"),
    )


pj("obj_space", b'{"a": 1}', b'{"a":1}')
pj("arr_space", b"[1, 2]", b"[1,2]")
pj("obj_esc", b'{"a":"\\u0061"}', b'{"a":"a"}')
pj("obj_slash", b'{"a":"\\/"}', b'{"a":"/"}')
pj("str_objtext", b'"{\\"a\\":1}"', b'{"a":1}')
pj("arr_text", b'"[1,2]"', b"[1,2]")
pj("exp", b"1e2", b"1E2")
pj("exp2", b"1e2", b"100")
pj("neg0", b"-0", b"0")
pj("obj_eacute", b'{"a":"\\u00e9"}', '{"a":"é"}'.encode())
pj("obj_ctl", b'{"a":"\\u0001"}', b'{"a":"\\u0001"}')
pj("obj_nl", b'{"a":"\\n"}', b'{"a":"\\u000a"}')
pj("obj_key_esc", b'{"\\u0061":1}', b'{"a":1}')
pj("empty_obj", b"{}", b"{ }")
pj("empty_arr", b"[]", b"[ ]")
pj("true", b"true", b"true")
pj("null", b"null", b"null")
pair("id_null_absent", p=add(b'{"type":"transfer.state","corr":{"flowId":null}}'), c=add(b'{"type":"transfer.state"}'))
pair(
    "id_null_str",
    p=add(b'{"type":"transfer.state","corr":{"flowId":null}}'),
    c=add(b'{"type":"transfer.state","corr":{"flowId":"null"}}'),
)
pair(
    "id_pipe_hash",
    p=add(b'{"type":"transfer.state","state":{"to":"a#1"}}'),
    c=add(b'{"type":"transfer.state","state":{"to":"a"}}'),
)
pair(
    "id_sepall",
    p=add(ev(corr={"agreementId": "agreement-1", "consumerPid": "a|b", "providerPid": "c"})),
    c=add(ev(corr={"agreementId": "agreement-1", "consumerPid": "a", "providerPid": "b|c"})),
)
y = "2027-01-15T08:00:0"
ts("o18", "2027-01-16T02:00:00+18:00", "2027-01-15T08:00:00Z")
ts("o1801", "2027-01-16T02:01:00+18:01", "2027-01-15T08:00:00Z")
ts("om18", "2027-01-14T14:00:00-18:00", "2027-01-15T08:00:00Z")
ts("o1860", "2027-01-16T02:00:00+17:60", "2027-01-15T08:00:00Z")


def ts2(name, a, b):
    ts(name, a.replace("2027", "2020"), b.replace("2027", "2020"))


ts2("f9", y + "0.123456789Z", y + "0Z")
ts2("f10", y + "0.1234567891Z", y + "0Z")
ts2("lower2", "2027-01-15t08:00:00z", y + "0Z")
ts2("leap2", "2027-01-15T08:00:60Z", y + "0Z")
ts2("leap3", "2027-12-31T23:59:60Z", "2028-01-01T00:00:00Z")
ts2("nosec2", "2027-01-15T08:00Z", y + "0Z")
ts2("comma2", y + "0,5Z", y + "0Z")
ts2("space2", y.replace("T", " ") + "0Z", y + "0Z")
ts2("off_nocolon", y + "0+0000", y + "0Z")
ts2("off_h", y + "0+00", y + "0Z")
ts2("zone2", y + "0Z[UTC]", y + "0Z")
ts2("neg0", y + "0-00:00", y + "0Z")
ts("year0b", "0000-02-29T00:00:00Z", "0000-02-29T00:00:00+00:00")
ts("year0c", "0000-03-01T00:00:00Z", "0000-02-29T00:00:00Z")
ts("y10000", "10000-01-01T00:00:00Z", "10000-01-01T00:00:00Z")
ts("yplus", "+2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z")
ts("negfrac", "1969-12-31T23:59:59.9999Z", "1970-01-01T00:00:10.000Z")
ts("negfrac2", "1969-12-31T23:59:59.0001Z", "1970-01-01T00:00:09.0009Z")
ts("mfloor", "2020-01-01T00:00:00.0009Z", "2020-01-01T00:00:10.0000Z")
ts("mfloor2", "2020-01-01T00:00:00.0000Z", "2020-01-01T00:00:10.0009Z")
ts("mfloor3", "2020-01-01T00:00:00.0000Z", "2020-01-01T00:00:10.001Z")
countersigned_cases.register(simple, anchored, pair)


def write(folder, name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def main(folder, *names):
    for name in names or BUNDLES:
        write(folder, name + ".zip", BUNDLES[name]())
        if name in ANCHORS:
            write(folder, name + ".anchors", "".join(f"{did}={key}\n" for did, key in ANCHORS[name]).encode())
    for name, made in () if names else PAIRS.items():
        provider, consumer = made()
        write(folder, name + ".provider.zip", provider)
        write(folder, name + ".consumer.zip", consumer)


if __name__ == "__main__":
    main(*sys.argv[1:])
