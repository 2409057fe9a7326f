#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second verifier of policy-log bundles, written from policies/log/FORMAT.md alone.

It shares no code and no author's memory with the first one: where both say the same, the page says it. It needs Python 3.11 or
newer and python3-cryptography (for Ed25519 and ECDSA, nothing else), reads no network and writes no file.

    sluis_log_verify.py verify BUNDLE [--anchor DID=VKEY]... [--identity-anchor DID=THUMBPRINT]... [--clock-bound SECONDS]
    sluis_log_verify.py reconcile PROVIDER CONSUMER [the same options]
    sluis_log_verify.py flip BUNDLE [--all-bits] [--mend]
    sluis_log_verify.py each FOLDER

One JSON object goes to standard output. The exit codes are those of the page (0, 1, 3, 4); 2 is a wrong command line or a file
that cannot be opened. `flip` ends with 0 when every altered bundle was refused, otherwise with 1. `each` verifies all bundles
of a folder (with the anchors in `<name>.anchors`, if any) and reconciles `<name>.provider.zip` with `<name>.consumer.zip`.
"""

import argparse
import json
import mmap
import os
import struct
import sys
import zlib

try:
    import cryptography  # noqa: F401
except ImportError:
    sys.exit("sluis_log_verify: python3-cryptography is missing; on Debian: apt-get install python3-cryptography")

sys.dont_write_bytecode = True  # it writes no file, not even compiled ones

from policylog.container import LOCAL, Container
from policylog.findings import EXIT, MOST_FINDINGS, TAMPERED, UNREADABLE, Findings
from policylog.forms import Malformed
from policylog.identity import strict_base64url
from policylog.notes import Key
from policylog.reconciliation import reconcile
from policylog.verification import Verifier


def open_bundle(path):
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def verify(data, anchors, bound, identity_anchors=()):
    verifier = Verifier(data, anchors, bound, identity_anchors)
    return verifier, verifier.run()


def say(answer):
    print(json.dumps(answer))
    return answer["exit"]


def verify_command(options):
    verifier, _ = verify(open_bundle(options.bundle), options.anchors, options.clock_bound, options.identity_anchors)
    return say({"exit": verifier.findings.exit(), "findings": verifier.findings.as_list()})


def reconcile_command(options):
    sides = {}
    for side in ("provider", "consumer"):
        data = open_bundle(getattr(options, side))
        sides[side], _ = verify(data, options.anchors, options.clock_bound, options.identity_anchors)
    exits = {side: verifier.findings.exit() for side, verifier in sides.items()}
    for side, verifier in sides.items():
        if verifier.findings.worst() in (TAMPERED, UNREADABLE):
            worst = TAMPERED if EXIT[TAMPERED] in exits.values() else UNREADABLE
            return say({"exit": EXIT[worst], "bundles": exits, "findings": verifier.findings.as_list(), "pairings": []})
    findings = Findings()
    pairings = reconcile(sides["provider"], sides["consumer"], findings)
    return say({"exit": findings.exit(), "bundles": exits, "findings": findings.as_list(), "pairings": pairings})


def each_command(options):
    """For each bundle the exit code and the checks of its worst class, for each pair the exit code and the matches."""
    bundles, pairs, verifiers = {}, {}, {}
    for file in sorted(os.listdir(options.folder)):
        name, ending = os.path.splitext(os.path.join(options.folder, file))
        if ending != ".zip":
            continue
        anchors, identity_anchors = set(), set()
        if os.path.exists(name + ".anchors"):
            with open(name + ".anchors", encoding="utf-8") as lines:
                for line in lines.read().splitlines():
                    if "+" in line:  # a vkey has two, a thumbprint none
                        anchors.add(anchor(line))
                    else:
                        identity_anchors.add(identity_anchor(line))
        verifier, _ = verify(open_bundle(name + ending), anchors, options.clock_bound, identity_anchors)
        found, worst = verifier.findings, verifier.findings.worst()
        bundles[file] = {"exit": found.exit(), "checks": sorted({check for check, kind in found.counts if kind == worst})}
        if worst in (TAMPERED, UNREADABLE):
            continue
        if file.endswith(".consumer.zip"):
            verifiers[file] = verifier
        elif file.endswith(".provider.zip") and (consumer := verifiers.pop(file[:-12] + "consumer.zip", None)):
            findings = Findings()
            matches = sorted(pairing["match"] for pairing in reconcile(verifier, consumer, findings))
            pairs[file[:-13]] = {"exit": findings.exit(), "matches": matches}
    return say({"exit": 0, "bundles": bundles, "pairs": pairs})


def mended(data, at):
    """The altered bundle with a CRC-32 that fits again, if the byte is one of a file's content; otherwise None."""
    try:
        container = Container(data)
        container.read()
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


def identity_anchor(text):
    did, _, thumbprint = text.rpartition("=")
    try:
        strict_base64url(thumbprint, 32)
    except Malformed as fault:
        raise argparse.ArgumentTypeError(f"{text[:200]!r} is not DID=THUMBPRINT: {fault}") from None
    return did, thumbprint


def main(arguments):
    parser = argparse.ArgumentParser(description="Verifies policy-log bundles (policies/log/FORMAT.md), independently.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command, files in (
        ("verify", verify_command, ["bundle"]),
        ("reconcile", reconcile_command, ["provider", "consumer"]),
        ("flip", flip_command, ["bundle"]),
        ("each", each_command, ["folder"]),
    ):
        sub = commands.add_parser(name)
        sub.set_defaults(run=command)
        for file in files:
            sub.add_argument(file)
        sub.add_argument("--anchor", dest="anchors", action="append", type=anchor, default=[], metavar="DID=VKEY")
        if name in ("verify", "reconcile"):
            sub.add_argument(
                "--identity-anchor",
                dest="identity_anchors",
                action="append",
                type=identity_anchor,
                default=[],
                metavar="DID=THUMBPRINT",
            )
        sub.add_argument("--clock-bound", type=int, default=600, metavar="SECONDS")
        if name == "flip":
            sub.add_argument("--all-bits", action="store_true", help="each bit of each byte, not only the lowest")
            sub.add_argument("--mend", action="store_true", help="only bytes of contents, with the CRC-32 made to fit again")
    options = parser.parse_args(arguments)
    options.anchors = set(options.anchors)
    if getattr(options, "identity_anchors", None) and not options.anchors:
        parser.error("--identity-anchor counts only beside an --anchor: give one, too")
    try:
        return options.run(options)
    except OSError as fault:
        print(f"sluis_log_verify: cannot read {fault.filename}: {fault.strerror}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
