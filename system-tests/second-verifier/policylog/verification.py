# SPDX-License-Identifier: Apache-2.0
"""Section 6: the checks."""

import base64
import hmac
from bisect import bisect_right
from collections import namedtuple

from .bundle import Entries, hashes, read_did, read_keys, read_manifest
from .container import REQUIRED, Container
from .countersigned import Countersigned, IdentityKeys, recorded
from .events import EVENTS, Event
from .findings import INCOMPLETE, OK, TAMPERED, UNREADABLE, Findings
from .forms import Malformed, strict_base64
from .notes import MOST_NOTE, Key, Note, StreamHead, checkpoint_text, heads_text, note_lines
from .strict_json import MOST_JSON, Json, Number, integer, string_at
from .tree import Tree, consistent, included

Earlier = namedtuple("Earlier", "file head cosignatures")
Held = namedtuple("Held", "leaf payload")


class Verifier:
    """Section 6, a method for each check."""

    def __init__(self, data, anchors, bound, identity_anchors=()):
        self.data, self.anchors, self.bound = data, anchors, bound * 1000
        self.identity_anchors = set(identity_anchors) if anchors else set()
        self.findings = Findings()
        self.add = self.findings.add
        self.manifest = None

    def run(self):
        """Whether the bundle could be read; what was found is in the findings."""
        self.container = Container(self.data)
        try:
            self.container.read()
        except Malformed as fault:
            self.add("container", UNREADABLE, "", f"not a bundle: {fault}")
        for name in self.container.broken:
            self.add("container", TAMPERED, name, "the CRC-32 is not that of the content")
        if ("container", UNREADABLE) in self.findings.counts:
            return False
        try:
            if "manifest.json" not in self.container:
                raise Malformed("missing")
            self.manifest = read_manifest(self.container)
        except Malformed as fault:
            self.add("format", UNREADABLE, "manifest.json", f"manifest.json: {fault}")
            return False
        self.files()
        if not self.read():
            return False
        self.keys()
        self.manifest_note()
        self.checkpoints()
        self.entries()
        self.held()
        self.attachments()
        return True

    def files(self):
        for name, (size, digest) in self.manifest.files.items():
            if name not in self.container:
                self.add("files", TAMPERED, name[:200], "the manifest has it, the bundle does not")
            elif self.container.size(name) != size or self.container.sha256(name) != digest:
                self.add("files", TAMPERED, name, "another length or hash than in the manifest")
        for name in self.container.files:
            if name not in self.manifest.files and name not in ("manifest.json", "manifest.note"):
                self.add("files", TAMPERED, name, "the manifest does not have it")
        for folder, check in (("policies/", "policy"), ("receipts/", "receipt")):
            for name in self.container.under(folder):
                if self.container.sha256(name).hex() != name[9:73]:
                    self.add(check, TAMPERED, name, "the content does not hash to the name")

    def read(self):
        """Check `format`: every file is of its form."""
        before = len(self.findings.kept)
        fault = lambda name, message: self.add("format", UNREADABLE, name, f"{name}: {message}")
        self.notes, self.documents, self.paths, self.key_list = {}, [], {}, []
        for name in REQUIRED:
            if name not in self.container:
                fault(name, "missing")
        if ("proofs.bin" in self.container) == self.manifest.whole:
            fault("proofs.bin", "it is there exactly when the manifest's tree is inclusion")
        if len(self.container.under("rotations/")) > 64:
            fault("rotations/", "more than 64")
        for name in self.container.files:
            try:
                self.read_file(name)
            except Malformed as error:
                fault(name, error)
        self.entry_list = Entries(self.container, self.manifest)
        if len(self.findings.kept) == before:
            try:
                for _ in self.entry_list:
                    self.entry_list.count += 1
            except Malformed as error:
                fault("leaves.bin", error)
        return len(self.findings.kept) == before

    def read_file(self, name):
        if name.endswith(".note") or name in ("checkpoint", "peer/checkpoint"):
            self.notes[name] = Note(self.container.content(name, MOST_NOTE))
        elif name == "keys.json":
            self.key_list = read_keys(self.container.content(name, MOST_JSON))
        elif name.startswith("did/"):
            self.documents.append(read_did(self.container.content(name, MOST_JSON)))
        elif name.startswith("consistency/"):
            raw = self.container.content(name, 126 * 32)
            if len(raw) % 32:
                raise Malformed("not whole hashes")
            self.paths[f"checkpoints/{name[12:18]}.note"] = hashes(raw)

    def keys(self):
        self.fitting = [key for key in self.key_list if self.fits(key)]
        fitting = [key for key in self.fitting if not self.shared(key)]
        if self.anchors:
            self.believed = [key for key in fitting if (key.did, key.vkey) in self.anchors]
        else:
            self.believed = [key for key in fitting if self.documented(key)]
            self.add("keys", OK, "", "no anchors were given: this shows that the bundle is whole, not who made it")
        rotations = [self.notes[name] for name in self.container.under("rotations/")]
        changed = True
        while changed:
            changed = False
            for note in rotations:
                key = self.rotated(note, fitting)
                if key and key not in self.believed and note.signed_by(self.used_as("log")):
                    self.believed.append(key)
                    changed = True
        for key in self.key_list:
            if not any(key.vkey == believed.vkey and key.did == believed.did for believed in self.believed):
                self.add("keys", OK, "keys.json", f"the key {key.name[:100]} is not believed")
        if not self.used_as("log"):
            self.add("keys", TAMPERED, "keys.json", "no key of the log is believed")

    def fits(self, key):
        manifest = self.manifest
        if key.use == "log":
            good = key.did == manifest.self and key.name == manifest.origin and key.kind == 1
        elif key.use == "peer":
            good = manifest.peer is not None and key.did == manifest.peer and key.did != manifest.self
        else:
            good = key.did not in (manifest.self, manifest.peer) and key.kind == 4
        if not good:
            self.add("keys", TAMPERED, "keys.json", f"the key {key.name[:100]} does not fit its use")
        if self.shared(key):
            self.add("keys", TAMPERED, "keys.json", f"the key {key.name[:100]} stands under two DIDs")
        return good

    def shared(self, key):
        return any(other.public == key.public and other.did != key.did for other in self.key_list)

    def documented(self, key):
        return any(key.did == document.did and key.public in document.keys for document in self.documents)

    @staticmethod
    def known(anchors):
        """Pairs of DID and public key."""
        return {(did, Key.parse("", did, vkey).public) for did, vkey in anchors}

    def rotated(self, note, fitting):
        """The key that a rotation names, if it may be believed on that rotation's word."""
        try:
            lines = note_lines(note.text)
        except Malformed:
            return None
        if len(lines) != 3 or lines[:2] != ["sluis-policy-log-rotation/1", self.manifest.origin]:
            return None
        return next((key for key in fitting if key.use == "log" and key.vkey == lines[2]), None)

    def used_as(self, use):
        return [key for key in self.believed if key.use == use]

    def manifest_note(self):
        note, manifest = self.notes["manifest.note"], self.manifest
        digest = base64.b64encode(manifest.sha256).decode()
        if note.text != f"sluis-policy-log-bundle/1\n{manifest.origin}\n{digest}\n":
            self.add("manifest", TAMPERED, "manifest.note", "it is not about this manifest.json")
        elif len(note.lines) != 1 or not note.signed_by(self.used_as("log")):
            self.add("manifest", TAMPERED, "manifest.note", "it has not exactly one signature, of a believed key of the log")

    def checkpoints(self):
        self.newest = self.checkpoint("checkpoint")
        self.earlier = [passed for name in self.container.under("checkpoints/") if (passed := self.checkpoint(name)) is not None]

    def checkpoint(self, file):
        note = self.notes[file]
        try:
            head = checkpoint_text(note.text)
        except Malformed as fault:
            self.add("checkpoint", UNREADABLE, file, str(fault))
            return None
        signatures = note.signatures(self.believed)
        if head.origin != self.manifest.origin:
            self.add("checkpoint", TAMPERED, file, "it is of another origin")
        elif signatures is None:
            self.add("checkpoint", TAMPERED, file, "a signature of a believed key does not verify")
        elif not any(key.use == "log" for key, _ in signatures):
            self.add("checkpoint", TAMPERED, file, "no believed key of the log signed it")
        else:
            return Earlier(file, head, [(key, stamp.time) for key, stamp in signatures if stamp])
        return None

    # -- what goes through the entries

    def entries(self):
        self.events, self.policies, self.seals, self.receipts = [], {}, {}, {}
        self.restored, self.erasures, self.before_time = [], {}, 0
        self.tree, self.stream_heads = Tree(), dict.fromkeys(self.manifest.streams)
        if self.newest:
            proven = [
                point
                for point in self.earlier
                if point.file in self.paths
                and consistent(
                    point.head.size, point.head.root, self.newest.head.size, self.newest.head.root, self.paths[point.file]
                )
            ]
            self.proven = [self.newest, *proven]
            self.bounds = sorted({point.head.size for point in self.proven if point.cosignatures})
            self.times = [[None, None] for _ in range(len(self.bounds) + 1)]
        for leaf, line, path in self.entry_list:
            if line.payload is not None:
                self.payload(leaf, line)
            else:
                self.erasures.setdefault(line.erased_by, []).append(leaf)
            if self.newest:
                self.inclusion(leaf, path)
                self.stream(leaf)
                self.clock(leaf)
        for erasing, leaves in self.erasures.items():
            for leaf in leaves:
                self.add("erasure", TAMPERED, "payloads.jsonl", f"no entry {erasing} erases it by right", leaf.index)
        if self.newest:
            self.whole_tree()
            self.heads()
            self.check_restored()
            self.consistency()
            self.check_times()
            self.parties()

    def payload(self, leaf, line):
        if hmac.new(line.salt, b"plog-payload/v1\0" + line.payload, "sha256").digest() != leaf.commitment:
            self.add("payload", TAMPERED, "payloads.jsonl", "the payload is not the one that the leaf commits to", leaf.index)
            return
        try:
            payload = Json(line.payload).object()
            if not isinstance(payload.get("type"), str):
                raise Malformed("no string type")
        except Malformed as fault:
            self.add("payload", UNREADABLE, "payloads.jsonl", str(fault), leaf.index)
        else:
            self.passed(leaf, payload)

    def passed(self, leaf, payload):
        index, kind = leaf.index, payload["type"]
        agreement = string_at(payload, "corr.agreementId")
        for position in leaf.positions:
            wanted = self.manifest.streams.get(position.stream)
            if wanted is not None and agreement is not None and wanted != agreement:
                self.add("stream", TAMPERED, "payloads.jsonl", "its agreement is not the one of its stream", index)
        if kind == "erasure":
            self.erasure(leaf, payload)
        if (digest := string_at(payload, "policy.digest")) is not None:
            self.policies.setdefault(digest, index)
        if kind == "agreement.sealed" and (digest := string_at(payload, "seal.sha256")) is not None:
            self.seals.setdefault(digest, []).append(recorded(leaf, payload))
        if kind == "transfer.receipt" and (digest := string_at(payload, "receipt.sha256")) is not None:
            self.receipts.setdefault(digest, []).append(recorded(leaf, payload))
        if kind == "log.restored" and self.newest:
            self.read_restored(index, payload)
        if kind in EVENTS:
            self.events.append(Event.of(leaf, payload))

    def erasure(self, leaf, payload):
        waiting = self.erasures.pop(leaf.index, [])
        erases = payload.get("erases")
        named = {value.text for value in erases if isinstance(value, Number)} if isinstance(erases, list) else set()
        streams = {position.stream for position in leaf.positions}
        for erased in waiting:
            if str(erased.index) in named and any(position.stream in streams for position in erased.positions):
                self.add("erasure", OK, "payloads.jsonl", f"erased by #{leaf.index}", erased.index)
            else:
                self.add("erasure", TAMPERED, "payloads.jsonl", f"entry {leaf.index} does not erase it by right", erased.index)

    def inclusion(self, leaf, path):
        head = self.newest.head
        if self.manifest.whole:
            if leaf.index == self.tree.size:
                self.tree.add(leaf.hash)
        elif not included(leaf.index, head.size, leaf.hash, path, head.root):
            self.add("inclusion", TAMPERED, "proofs.bin", "its proof does not hold in the checkpoint", leaf.index)

    def whole_tree(self):
        head = self.newest.head
        if self.manifest.whole and not (self.tree.size == self.entry_list.count == head.size and self.tree.root() == head.root):
            self.add("inclusion", TAMPERED, "leaves.bin", "the leaves are not the tree of the checkpoint")

    def stream(self, leaf):
        for position in leaf.positions:
            if position.stream not in self.stream_heads:
                continue
            before = self.stream_heads[position.stream] or StreamHead(0, None, bytes(32))
            if position.sequence != before.entries or position.previous != before.leaf:
                self.add("stream", TAMPERED, "leaves.bin", "it does not follow the leaf before it in its stream", leaf.index)
            self.stream_heads[position.stream] = StreamHead(position.sequence + 1, leaf.index, leaf.hash)

    def heads(self):
        note = self.notes["heads.note"]
        try:
            head, streams = heads_text(note.text)
        except Malformed as fault:
            self.add("heads", UNREADABLE, "heads.note", str(fault))
            return
        if not note.signed_by(self.used_as("log")):
            self.add("heads", TAMPERED, "heads.note", "not signed by the believed keys of the log")
        if head != self.newest.head:
            self.add("heads", TAMPERED, "heads.note", "it is of another tree than the checkpoint")
        for stream, here in self.stream_heads.items():
            if here is None or streams.get(stream) != here:
                self.add("heads", TAMPERED, "heads.note", f"the stream {stream} ends elsewhere")

    def read_restored(self, index, payload):
        try:
            restored = payload.get("restored")
            if not isinstance(restored, dict) or not isinstance(restored.get("lost"), list):
                raise Malformed("not of the form of a restored entry")
            lost = []
            for head in restored["lost"]:
                if not isinstance(head, dict) or not isinstance(head.get("root"), str):
                    raise Malformed("not of the form of a lost head")
                lost.append((integer(head.get("size")), strict_base64(head["root"], 32)))
            self.restored.append((index, integer(restored.get("size")), lost))
        except Malformed as fault:
            self.add("restored", UNREADABLE, "payloads.jsonl", str(fault), index)

    def check_restored(self):
        cosigned = max((point.head.size for point in self.proven if point.cosignatures), default=-1)
        for index, size, lost in self.restored:
            if index != size or any(head <= size for head, _ in lost) or cosigned <= index:
                self.add("restored", TAMPERED, "payloads.jsonl", "the restored backup is not as it says, or nobody saw it", index)
                continue
            self.add("restored", OK, "payloads.jsonl", f"a backup of {size} entries was restored", index)
            for head, _ in lost:
                self.add("restored", INCOMPLETE, "payloads.jsonl", f"what followed up to size {head} is lost", index)

    def consistency(self):
        lost = {head for _, _, heads in self.restored for head in heads}
        proven = {point.file for point in self.proven}
        for point in self.earlier:
            if point.file not in proven and (point.file in self.paths or (point.head.size, point.head.root) not in lost):
                self.add("consistency", TAMPERED, point.file, "the newest checkpoint does not continue it")
        for file in self.paths:
            if file not in self.container:
                self.add("consistency", TAMPERED, f"consistency/{file[12:18]}.bin", "its checkpoint is not here")

    def clock(self, leaf):
        if leaf.time < self.before_time:
            self.add("time", TAMPERED, "leaves.bin", "earlier than the leaf before it", leaf.index)
        self.before_time = leaf.time
        slot = self.times[bisect_right(self.bounds, leaf.index)]
        slot[0] = leaf.time if slot[0] is None else min(slot[0], leaf.time)
        slot[1] = leaf.time if slot[1] is None else max(slot[1], leaf.time)

    def check_times(self):
        latest, earliest, value = {}, {}, None
        for size, (_, high) in zip(self.bounds, self.times):
            value = latest[size] = max((v for v in (value, high) if v is not None), default=None)
        value = None
        for size, (low, _) in zip(reversed(self.bounds), reversed(self.times)):
            value = earliest[size] = min((v for v in (value, low) if v is not None), default=None)
        for point in self.proven:
            size = point.head.size
            for key, time in point.cosignatures:
                if latest[size] is not None and latest[size] > time * 1000 + 1000 + self.bound:
                    self.add("time", TAMPERED, point.file, f"an entry is later than the cosignature of {key.name[:100]} over it")
                if earliest[size] is not None and earliest[size] < time * 1000 - self.bound:
                    self.add(
                        "time", TAMPERED, point.file, f"an entry is earlier than the cosignature of {key.name[:100]} before it"
                    )

    def parties(self):
        uses = {key.use for key, _ in self.newest.cosignatures}
        if "witness" not in uses:
            self.add("witness", INCOMPLETE, "checkpoint", "no neutral witness")
        if self.manifest.peer is not None:
            if "peer" not in uses:
                self.add("peer", INCOMPLETE, "checkpoint", "one-sided: the other party did not cosign")
            if not self.notes["heads.note"].signed_by(self.used_as("peer")):
                self.add("peer", INCOMPLETE, "heads.note", "one-sided: the other party did not sign")

    def held(self):
        for name, form in (("peer/checkpoint", checkpoint_text), ("peer/heads.note", heads_text)):
            if name in self.notes:
                if not self.notes[name].signed_by(self.used_as("peer")):
                    unknown = self.notes[name].signed_by([key for key in self.fitting if key.use == "peer"])
                    said = "one-sided: keys signed it that are not believed" if unknown else "not signed by keys of the other party"
                    self.add("peer", INCOMPLETE if unknown else TAMPERED, name, said)
                try:
                    form(self.notes[name].text)
                except Malformed as fault:
                    self.add("peer", UNREADABLE, name, str(fault))

    def attachments(self):
        for digest, index in self.policies.items():
            if f"policies/{digest}.json" not in self.container:
                self.add("policy", INCOMPLETE, "payloads.jsonl", "the policy it was decided on is not here", index)
        notice = lambda message: self.add("keys", OK, "", message)
        identities = IdentityKeys(self.documents, self.known(self.anchors), self.identity_anchors, notice)
        countersigned = Countersigned(self, identities, self.seals, self.receipts)
        countersigned.seal()
        countersigned.receipt()
