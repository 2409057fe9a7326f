# SPDX-License-Identifier: Apache-2.0
"""What a verification found, its classes and exit codes (section 6)."""

OK, INCOMPLETE, UNREADABLE, TAMPERED = "ok", "incomplete", "unreadable", "tampered"
CLASSES = [OK, INCOMPLETE, UNREADABLE, TAMPERED]
EXIT = {OK: 0, INCOMPLETE: 4, UNREADABLE: 3, TAMPERED: 1}

MOST_FINDINGS = 100  # of one check and class; the rest is counted


class Findings:
    """What was found, bounded: of one check and class so many are kept and the others are counted."""

    def __init__(self):
        self.kept = []
        self.counts = {}

    def add(self, check, kind, file, message, entry=None):
        self.counts[check, kind] = self.counts.get((check, kind), 0) + 1
        if self.counts[check, kind] <= MOST_FINDINGS:
            finding = {"check": check, "class": kind, "file": file}
            if entry is not None:
                finding["entry"] = entry
            self.kept.append(finding | {"message": message})

    def worst(self):
        return max((kind for _, kind in self.counts), key=CLASSES.index, default=OK)

    def exit(self):
        return EXIT[self.worst()]

    def as_list(self):
        more = [
            {"check": check, "class": kind, "file": "", "message": f"and {count - MOST_FINDINGS} more of these"}
            for (check, kind), count in self.counts.items()
            if count > MOST_FINDINGS
        ]
        return self.kept + more
