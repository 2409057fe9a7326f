# SPDX-License-Identifier: Apache-2.0
"""Events, and how they are compared (section 7)."""

import json
import re
from collections import namedtuple
from datetime import date

from .strict_json import ABSENT, Number, lookup, string_at

EVENTS = {"agreement.sealed", "agreement.terminated", "transfer.state", "transfer.receipt", "deletion.attested"}
IDENTITY = ["type", "corr.agreementId", "corr.consumerPid", "corr.providerPid", "corr.flowId", "state.to"]
FACTS = ["policy.digest", "seal.sha256", "receipt.sha256", "data.bytes", "data.sha256", "corr.datasetId", "decision"]
EMPTY = '""'  # in what makes events the same, absent is as empty
RFC_3339 = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)


def moment(text):
    """Milliseconds since 1970 of an RFC 3339 text, or None."""
    match = RFC_3339.fullmatch(text) if text else None
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, sign, hours, minutes = match.groups()
    year, month, day, hour, minute, second = map(int, (year, month, day, hour, minute, second))
    offset = int(hours or 0) * 60 + int(minutes or 0)
    if offset > 18 * 60 or int(minutes or 0) > 59 or hour > 23 or minute > 59 or second > 59:
        return None
    try:
        # Python has no year 0; the calendar repeats every 400 years, which are 146,097 days.
        days = date(year + 400 if year < 400 else year, month, day).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return None
    days -= 146_097 if year < 400 else 0
    minutes = days * 1440 + hour * 60 + minute - (-offset if sign == "-" else offset)
    return (minutes * 60 + second) * 1000 + int(((fraction or "") + "000")[:3])


def written(value):
    """The JSON of a value without white space. A string is quoted in it, so it equals nothing but a string."""
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(name) + ":" + written(inner) for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return {True: "true", False: "false", None: "null"}[value]


def facts_of(payload, paths):
    """{path: JSON} of what is there."""
    found = {path: lookup(payload, path) for path in paths}
    return {path: written(value) for path, value in found.items() if value is not ABSENT}


class Event(namedtuple("Event", "index identity facts happened logged")):
    @staticmethod
    def of(leaf, payload):
        ts = moment(string_at(payload, "ts"))
        identity = tuple(facts_of(payload, [path]).get(path, EMPTY) for path in IDENTITY)
        facts = facts_of(payload, FACTS)
        return Event(leaf.index, identity, facts, leaf.time if ts is None else ts, leaf.time)
