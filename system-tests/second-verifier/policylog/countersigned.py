# SPDX-License-Identifier: Apache-2.0
"""Checks `seal` and `receipt` (section 6): what two parties signed, against manifest, keys and entries."""

from collections import namedtuple

from .findings import INCOMPLETE, OK, TAMPERED, UNREADABLE
from .forms import Malformed
from .statements import MOST_STATEMENT, read_receipt, read_seal
from .strict_json import ABSENT, Number, lookup

OTHER = object()  # something that is there and equals no member of a statement

SEALED = {"policy.digest": None, "corr.agreementId": "agreementId", "corr.datasetId": "datasetId", "ts": "sealedAt"}
RECEIVED = {
    "corr.consumerPid": "consumerPid",
    "corr.providerPid": "providerPid",
    "corr.datasetId": "datasetId",
    "ts": "receivedAt",
}
REMEMBERED = sorted({*SEALED, *RECEIVED, "corr.flowId", "id", "data.bytes", "data.sha256", "decision"})

Recorded = namedtuple("Recorded", "index streams said")


def recorded(leaf, payload):
    """Of an entry that records a seal or a receipt: what is compared, and no more, as there can be many."""
    said = {path: short(lookup(payload, path)) for path in REMEMBERED}
    return Recorded(leaf.index, {position.stream for position in leaf.positions}, said)


def short(value):
    if isinstance(value, str):
        return value if len(value) <= 2000 else OTHER
    return value if value is ABSENT or isinstance(value, Number) else OTHER


def differs(said, path, wanted):
    """Whether a member is there that is not this string."""
    return said[path] is not ABSENT and said[path] != wanted


class IdentityKeys:
    """The keys of a signature, and whether it holds."""

    def __init__(self, documents, anchors, identity_anchors, notice):
        self.documents, self.anchors, self.identity_anchors, self.notice = documents, anchors, identity_anchors, notice
        self.counting = {}

    def of(self, did):
        """The identity keys that count for a DID."""
        if did not in self.counting:
            self.counting[did] = self.count(did)
        return self.counting[did]

    def count(self, did):
        documents = [document for document in self.documents if document.did == did]
        thumbprints = {thumbprint for owner, thumbprint in self.identity_anchors if owner == did}
        if thumbprints:
            return [key for document in documents for key in document.identities if key.thumbprint() in thumbprints]
        if self.anchors:
            known = {public for owner, public in self.anchors if owner == did}
            documents = [document for document in documents if known & document.keys]
            if documents:
                self.notice(f"the identity keys of {did[:200]} are believed for the anchored key that stands beside them")
        return [key for document in documents for key in document.identities]

    def holding(self, signature):
        """None when the signature has no keys; otherwise the public keys by which it holds."""
        keys = [key for key in self.of(signature.signer) if key.id == signature.kid]
        if not keys:
            return None
        return {key.public for key in keys if key.verifies(signature.alg, signature.message, signature.raw)}


class Countersigned:
    def __init__(self, verifier, identities, seals, receipts):
        self.container, self.manifest = verifier.container, verifier.manifest
        self.key_list, self.believed = verifier.key_list, verifier.used_as("log")
        self.add, self.identities = verifier.add, identities
        self.seals, self.receipts = seals, receipts  # {hex: [Recorded]}
        self.sealed = None  # the claims of a seal that holds
        self.faults = 0

    # -- the seal

    def seal(self):
        if "seal.jws" not in self.container:
            if any(agreement is not None for agreement in self.manifest.streams.values()):
                self.add("seal", INCOMPLETE, "", "one-sided: the seal of the agreement is not here")
            return
        entries = self.seals.get(self.container.sha256("seal.jws").hex(), [])
        if not entries:
            self.fault(TAMPERED, "no entry records this seal")
        try:
            seal = read_seal(bytes(self.container.content("seal.jws", MOST_STATEMENT)))
        except Malformed as malformed:
            self.fault(UNREADABLE, str(malformed))
            return
        role = self.seal_role(seal.claims)
        self.seal_signatures(seal)
        for entry in entries:
            self.seal_entry(seal.claims, role, entry)
        if not self.faults:
            self.sealed = seal.claims

    def fault(self, kind, message, entry=None):
        self.faults += 1
        self.add("seal", kind, "seal.jws", message, entry)

    def own_role(self, claims):
        """The role of the log's owner, or None when the parties are others than those of the manifest."""
        manifest = self.manifest
        role = manifest.role or ("provider" if claims["provider"] == manifest.self else "consumer")
        other = claims["consumer" if role == "provider" else "provider"]
        if claims[role] != manifest.self or other == manifest.self or manifest.peer not in (None, other):
            return None
        return role

    def seal_role(self, claims):
        role = self.own_role(claims)
        if role is None:
            self.fault(TAMPERED, "it is of other parties")
            role = "provider"
        stream = claims["streams"][role]
        if self.manifest.streams.get(stream) != claims["agreementId"]:
            self.fault(TAMPERED, "it names no stream of the manifest with its agreement")
        if claims["origins"][role] != self.manifest.origin:
            self.fault(TAMPERED, "it names another log")
        vkey = claims["logKeys"][role]
        if not any(key.use == "log" and key.vkey == vkey for key in self.key_list):
            self.fault(TAMPERED, "it names a key of the log that keys.json does not have")
        elif not any(key.vkey == vkey for key in self.believed):
            self.fault(INCOMPLETE, "it names a key of the log that is not believed")
        return role

    def seal_signatures(self, seal):
        holding = []
        for role, signature in zip(("provider", "consumer"), seal.signatures):
            if signature.signer != seal.claims[role]:
                self.fault(TAMPERED, f"another than the {role} signed it")
                continue
            found = self.identities.holding(signature)
            if found is None:
                self.fault(INCOMPLETE, f"the key of the {role} is not known")
            elif not found:
                self.fault(TAMPERED, f"the signature of the {role} does not hold")
            holding.append(found or set())
        if len(seal.signatures) == 1:
            self.fault(TAMPERED, "the consumer did not sign it")
        if len(holding) == 2 and holding[0] & holding[1]:
            self.fault(TAMPERED, "one key signed for both")

    def seal_entry(self, claims, role, entry):
        said = entry.said
        if claims["streams"][role] not in entry.streams:
            self.fault(TAMPERED, "its entry stands in another stream", entry.index)
        if said["policy.digest"] != claims["policyDigest"]:
            self.fault(TAMPERED, "its entry names another policy", entry.index)
        for path, member in SEALED.items():
            if member and differs(said, path, claims[member]):
                self.fault(TAMPERED, f"its entry has another {path}", entry.index)

    # -- receipts

    def receipt(self):
        for digest, entries in self.receipts.items():
            for entry in entries[1:]:
                self.add("receipt", TAMPERED, "payloads.jsonl", f"the receipt of entry {entries[0].index} once more", entry.index)
            if f"receipts/{digest}.jws" not in self.container:
                self.add("receipt", INCOMPLETE, "payloads.jsonl", "the receipt it records is not here", entries[0].index)
        files = {name: self.receipts.get(name[9:73], []) for name in self.container.under("receipts/")}
        for name, entries in files.items():
            if not entries:
                self.add("receipt", TAMPERED, name, "no entry records this receipt")
        uses = {}
        pairs = [(entry, name) for name, entries in files.items() for entry in entries]
        for entry, name in sorted(pairs, key=lambda pair: pair[0].index):
            self.received(entry, name, uses)

    def received(self, entry, name, uses):
        fault = lambda kind, message: self.add("receipt", kind, name, message, entry.index)
        try:
            receipt = read_receipt(bytes(self.container.content(name, MOST_STATEMENT)))
        except Malformed as malformed:
            fault(UNREADABLE, str(malformed))
            return
        claims = receipt.claims
        self.receipt_signature(receipt, fault)
        self.receipt_place(claims, entry, fault)
        self.receipt_content(claims, entry.said, fault)
        use = claims["agreementId"], claims["useId"]
        if uses.setdefault(use, name) != name:
            fault(TAMPERED, "an entry before has another receipt of this use")

    def receipt_signature(self, receipt, fault):
        signature = receipt.signatures[0]
        if signature.signer != receipt.claims["consumer"]:
            fault(TAMPERED, "another than the consumer signed it")
            return
        found = self.identities.holding(signature)
        if found is None:
            fault(INCOMPLETE, "the key of the consumer is not known")
        elif not found:
            fault(TAMPERED, "its signature does not hold")

    def receipt_place(self, claims, entry, fault):
        role = self.own_role(claims)
        if role is None:
            fault(TAMPERED, "it is of other parties")
        agreement = claims["agreementId"]
        stream = next((stream for stream, wanted in self.manifest.streams.items() if wanted == agreement), None)
        if stream not in entry.streams:
            fault(TAMPERED, "its entry does not stand in the stream of its agreement")
        if role == "consumer" and (claims["stream"] != stream or differs(entry.said, "id", claims["entry"])):
            fault(TAMPERED, "it names another place than that of its entry")
        sealed = self.sealed
        if sealed and sealed["agreementId"] == agreement:
            same = all(sealed[name] == claims[name] for name in ("provider", "consumer", "datasetId"))
            if not same or sealed["streams"]["consumer"] != claims["stream"]:
                fault(TAMPERED, "it does not fit the seal")

    def receipt_content(self, claims, said, fault):
        if said["corr.agreementId"] != claims["agreementId"] or said["corr.flowId"] != claims["useId"]:
            fault(TAMPERED, "its entry is of another agreement or use")
        for path, member in RECEIVED.items():
            if differs(said, path, claims[member]):
                fault(TAMPERED, f"its entry has another {path}")
        if said["data.bytes"] != claims["bytes"] or said["data.sha256"] != claims["sha256"]:
            if said["decision"] == "error" and self.manifest.self != claims["consumer"]:
                fault(OK, "the provider says itself that it sent something else")
            else:
                fault(TAMPERED, "its entry is about other data")
