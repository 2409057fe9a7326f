# SPDX-License-Identifier: Apache-2.0
"""The container (section 4)."""

import hashlib
import re
import struct
import zlib

from .forms import Malformed

MOST_BUNDLE = 2**31 - 1
MOST_FILES = 20_000
CHUNK = 1 << 20

NAMES = re.compile(
    r"manifest\.json|manifest\.note|checkpoint|heads\.note|keys\.json|leaves\.bin|payloads\.jsonl|proofs\.bin"
    r"|checkpoints/[0-9]{6}\.note|consistency/[0-9]{6}\.bin|did/[0-9]{4}\.json|rotations/[0-9]{4}\.note"
    r"|policies/[0-9a-f]{64}\.json|receipts/[0-9a-f]{64}\.jws|seal\.jws|peer/checkpoint|peer/heads\.note|entries\.csv|report\.html"
)
REQUIRED = ["manifest.note", "checkpoint", "heads.note", "keys.json", "leaves.bin", "payloads.jsonl"]
LOCAL = struct.Struct("<4sHHHHHIIIHH")


class Container:
    """The files of a bundle: where each begins and how long it is. The bytes stay where they are."""

    def __init__(self, data):
        self.data = data
        self.files = {}
        self.broken = []  # files whose CRC-32 does not fit

    def read(self):
        data, directory, at = self.data, [], 0
        if len(data) > MOST_BUNDLE:
            raise Malformed("more than 2^31-1 bytes")
        while data[at : at + 4] == b"PK\3\4":
            if len(self.files) == MOST_FILES:
                raise Malformed("more than 20,000 files")
            name, start, end, fields = self.local(at)
            directory.append(b"PK\1\2" + struct.pack("<H", 10) + fields + struct.pack("<HHHHII", 0, 0, 0, 0, 0, at) + name)
            self.add(name, start, end, fields)
            at = end
        rest = b"".join(directory)
        count = len(directory)
        rest += struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(rest), at, 0)
        if not count or len(data) - at != len(rest) or data[at:] != rest:
            raise Malformed(f"the directory that should begin at byte {at} has other bytes")

    def local(self, at):
        """Name, begin and end of the content, and the nine fields that stand again in the directory."""
        if len(self.data) - at < LOCAL.size:
            raise Malformed(f"cut off in the header at byte {at}")
        _, version, flags, method, time, date, _, size, again, length, extra = LOCAL.unpack_from(self.data, at)
        start = at + LOCAL.size + length
        if (version, flags, method, time, date, extra) != (10, 0, 0, 0, 0x21, 0) or size != again:
            raise Malformed(f"another spelling of the header at byte {at}")
        if length > 100 or start + size > len(self.data):
            raise Malformed(f"a length beyond the file in the header at byte {at}")
        return self.data[at + LOCAL.size : start], start, start + size, self.data[at + 4 : at + 28]

    def add(self, name, start, end, fields):
        text = name.decode("latin-1")
        if not NAMES.fullmatch(text):
            raise Malformed("a file of a name that no bundle has")
        if self.files and next(reversed(self.files)) >= text:
            raise Malformed("files out of order, or a name twice")
        self.files[text] = (start, end)
        crc = 0
        for part in self.parts(text):
            crc = zlib.crc32(part, crc)
        if crc != struct.unpack_from("<I", fields, 10)[0]:
            self.broken.append(text)

    def __contains__(self, name):
        return name in self.files

    def under(self, folder):
        return [name for name in self.files if name.startswith(folder)]

    def size(self, name):
        start, end = self.files[name]
        return end - start

    def parts(self, name):
        start, end = self.files[name]
        for at in range(start, end, CHUNK):
            yield self.data[at : min(at + CHUNK, end)]

    def content(self, name, most):
        if self.size(name) > most:
            raise Malformed(f"longer than {most} bytes")
        start, end = self.files[name]
        return self.data[start:end]

    def sha256(self, name):
        digest = hashlib.sha256()
        for part in self.parts(name):
            digest.update(part)
        return digest.digest()
