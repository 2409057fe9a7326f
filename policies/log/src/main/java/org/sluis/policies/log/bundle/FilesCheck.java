// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sluis.policies.log.Sha256;

/** Are the files those of the manifest, and is the manifest the one that the log signed? */
final class FilesCheck {

    private FilesCheck() {}

    static void files(Manifest manifest, SortedMap<String, ByteBuffer> files, Findings findings) {
        var hashed = new ConcurrentHashMap<String, Manifest.FileEntry>();
        files.entrySet().parallelStream()
                .forEach(file -> hashed.put(file.getKey(), Manifest.FileEntry.of(file.getValue())));
        manifest.files().forEach((name, listed) -> {
            if (!hashed.containsKey(name)) {
                findings.tampered(Check.FILES, FileNames.printable(name), "is in the manifest but not in the bundle");
            } else if (!hashed.get(name).equals(listed)) {
                findings.tampered(Check.FILES, name, "is not the file that the manifest names: other length or hash");
            }
        });
        files.keySet().stream()
                .filter(name -> !manifest.files().containsKey(name))
                .filter(name ->
                        !List.of(FileNames.MANIFEST, FileNames.MANIFEST_NOTE).contains(name))
                .forEach(name -> findings.tampered(Check.FILES, name, "is in the bundle but not in the manifest"));
        named(files, findings);
    }

    static void manifest(Bundle bundle, AcceptedKeys keys, Findings findings) {
        var note = bundle.note(FileNames.MANIFEST_NOTE);
        var hash = Sha256.of(bundle.files().get(FileNames.MANIFEST));
        boolean signed = !note.verify(keys.log()).signatures().isEmpty();
        // one signature line: a line that nobody verifies would be a byte that nobody covers
        if (!signed || note.signatures().size() != 1) {
            findings.tampered(Check.MANIFEST, FileNames.MANIFEST_NOTE, "is not signed by the log's key alone");
        }
        if (!note.text().equals(Manifest.noteText(bundle.manifest().subject().origin(), hash))) {
            findings.tampered(Check.MANIFEST, FileNames.MANIFEST, "is not the manifest that the log signed");
        }
    }

    /** A policy or receipt is named by its own hash. */
    private static void named(SortedMap<String, ByteBuffer> files, Findings findings) {
        files.forEach((name, content) -> {
            var check = name.startsWith("policies/") ? Check.POLICY : Check.RECEIPT;
            if ((name.startsWith("policies/") || name.startsWith("receipts/"))
                    && !FileNames.hash(name).equals(Sha256.of(content).hex())) {
                findings.tampered(check, name, "the content does not hash to the file's name");
            }
        });
    }
}
