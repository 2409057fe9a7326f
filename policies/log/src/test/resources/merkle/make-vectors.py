#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes vectors.json: roots, proofs and tiles straight from the definitions of RFC 9162 section 2.1 and C2SP tlog-tiles.

Leaf i is the text "leaf <i>". Written without sight of the Java code; run once, its output is checked in.
"""
import hashlib
import json
import pathlib


def sha(data):
    return hashlib.sha256(data).digest()


def leaf(i):
    return b"leaf %d" % i


def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(d):
    if not d:
        return sha(b"")
    if len(d) == 1:
        return sha(b"\0" + d[0])
    k = split(len(d))
    return sha(b"\1" + mth(d[:k]) + mth(d[k:]))


def path(m, d):
    if len(d) == 1:
        return []
    k = split(len(d))
    if m < k:
        return path(m, d[:k]) + [mth(d[k:])]
    return path(m - k, d[k:]) + [mth(d[:k])]


def subproof(m, d, whole):
    if m == len(d):
        return [] if whole else [mth(d)]
    k = split(len(d))
    if m <= k:
        return subproof(m, d[:k], whole) + [mth(d[k:])]
    return subproof(m - k, d[k:], False) + [mth(d[:k])]


def tile(level, index, size):
    span = 256**level
    hashes = min(256, size // span - index * 256)
    at = [(index * 256 + i) * span for i in range(hashes)]
    return b"".join(mth([leaf(j) for j in range(a, a + span)]) for a in at)


def hexes(hashes):
    return [h.hex() for h in hashes]


def main():
    sizes = list(range(0, 34)) + [63, 64, 65, 255, 256, 257, 1000]
    leaves = [leaf(i) for i in range(70000)]
    vectors = {
        "roots": [{"size": n, "root": mth(leaves[:n]).hex()} for n in sizes],
        "inclusion": [
            {"index": m, "size": n, "path": hexes(path(m, leaves[:n]))}
            for n in sizes
            for m in sorted({0, 1, n // 2, n - 2, n - 1})
            if 0 <= m < n
        ],
        "consistency": [
            {"first": m, "second": n, "path": hexes(subproof(m, leaves[:n], True))}
            for n in sizes
            for m in sorted({1, 2, n // 3, n // 2, n - 1, n})
            if 1 <= m <= n
        ],
        "tiles": [
            {"level": level, "index": index, "size": size, "bytes": len(data), "sha256": sha(data).hex()}
            for level, index, size in [(0, 0, 1), (0, 0, 255), (0, 0, 256), (1, 0, 256), (0, 1, 300), (0, 273, 70000),
                                       (1, 0, 70000), (1, 1, 70000), (2, 0, 70000)]
            for data in [tile(level, index, size)]
        ],
    }
    target = pathlib.Path(__file__).with_name("vectors.json")
    target.write_text(json.dumps(vectors, indent=1) + "\n")


main()
