# SPDX-License-Identifier: Apache-2.0
"""Section 7: what two sides say of the same events, and what each holds of the other."""

from .events import EMPTY
from .findings import INCOMPLETE, OK, TAMPERED
from .notes import checkpoint_text, heads_text

MATCHES = {
    "differing": TAMPERED, "outside-clock-bound": INCOMPLETE, "late": OK, "matched": OK,
    "provider-only": INCOMPLETE, "consumer-only": INCOMPLETE,
}  # fmt: skip


def numbered(events):
    """{(identity, k): event}"""
    counts, found = {}, {}
    for event in events:
        counts[event.identity] = counts.get(event.identity, 0) + 1
        found[event.identity, counts[event.identity]] = event
    return found


def match_of(provider, consumer):
    if consumer is None:
        return "provider-only"
    if provider is None:
        return "consumer-only"
    if provider.facts != consumer.facts:
        return "differing"
    if abs(provider.happened - consumer.happened) > 10_000:
        return "outside-clock-bound"
    return "late" if any(event.logged - event.happened > 300_000 for event in (provider, consumer)) else "matched"


def reconcile(provider, consumer, findings):
    """Section 7: the pairings; what is wrong goes to the findings."""
    counterparts(provider, consumer, findings)
    held_notes("provider", provider, consumer, findings)
    held_notes("consumer", consumer, provider, findings)
    pairings, left, right = [], numbered(provider.events), numbered(consumer.events)
    for key in [*left, *(key for key in right if key not in left)]:
        one, other = left.get(key), right.get(key)
        match = match_of(one, other)
        event = " ".join(text.strip('"') for text in key[0] if text != EMPTY) + f" ({key[1]})"
        pairings.append({"match": match, "event": event, "provider": one and one.index, "consumer": other and other.index})
        if MATCHES[match] != OK:
            findings.add(match, MATCHES[match], "payloads.jsonl", event, (one or other).index)
    return pairings


def counterparts(provider, consumer, findings):
    one, other = provider.manifest, consumer.manifest
    if (one.peer, other.peer, one.role, other.role) != (other.self, one.self, "provider", "consumer"):
        findings.add(
            "counterpart", TAMPERED, "manifest.json", "these are not the provider's and the consumer's bundle of one pair"
        )
    if {a for a in one.streams.values() if a} != {a for a in other.streams.values() if a}:
        findings.add("counterpart", INCOMPLETE, "manifest.json", "they are about other agreements")
    seals = [bundle.container.sha256("seal.jws") for bundle in (provider, consumer) if "seal.jws" in bundle.container]
    if len(seals) == 1:
        findings.add("seal", INCOMPLETE, "seal.jws", "only one side has a seal")
    elif len(set(seals)) == 2:
        findings.add("seal", TAMPERED, "seal.jws", "each side has another seal")


def held_notes(side, holder, other, findings):
    """What one side holds of the other's log must be what the other side shows of it."""
    add = lambda kind, name, message: findings.add("held", kind, f"{side}: {name}", message)
    newest = other.newest.head
    for name, form in (("peer/checkpoint", checkpoint_text), ("peer/heads.note", heads_text)):
        note = holder.notes.get(name)
        parsed = form(note.text) if note else None
        head = parsed[0] if name == "peer/heads.note" and parsed else parsed
        if note is None or head.origin != other.manifest.origin or not note.signed_by(other.used_as("log")):
            add(INCOMPLETE, name, "it holds none that the other's log signed")
        elif name == "peer/checkpoint":
            shown = {point.head for point in [other.newest, *other.earlier] if point.head.size == head.size}
            if shown - {head}:
                add(TAMPERED, name, "split view: the other side shows another tree of this size")
            elif head.size > newest.size:
                add(INCOMPLETE, name, "it is larger than the tree that the other side shows")
        elif wrong := held_streams(parsed[1], other):
            add(INCOMPLETE if head.size > newest.size else TAMPERED, name, f"the other side does not show the end of {wrong}")


def held_streams(streams, other):
    """The first stream whose held last leaf the other bundle does not have, or None."""
    wanted = {}
    for stream in other.manifest.streams:
        if stream in streams:
            wanted.setdefault(streams[stream].index, []).append(stream)
    for leaf, _, _ in other.entry_list:
        for stream in wanted.pop(leaf.index, []):
            held = streams[stream]
            at = next((position for position in leaf.positions if position.stream == stream), None)
            if at is None or at.sequence != held.entries - 1 or leaf.hash != held.leaf:
                return stream
    return next((stream for streams in wanted.values() for stream in streams), None)
