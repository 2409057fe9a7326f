// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Signed notes in text columns, and tree heads in a pair of columns. */
final class Notes {

    private Notes() {}

    static String text(SignedNote note) {
        return new String(note.bytes(), StandardCharsets.UTF_8);
    }

    static String text(Optional<SignedNote> note) {
        return note.map(Notes::text).orElse(null);
    }

    static SignedNote note(ResultSet row, String column) throws SQLException {
        return SignedNote.parse(row.getString(column).getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new SQLException("column " + column + " has no signed note"));
    }

    static Optional<SignedNote> optionalNote(ResultSet row, String column) throws SQLException {
        return row.getString(column) == null ? Optional.empty() : Optional.of(note(row, column));
    }

    static TreeHead head(ResultSet row) throws SQLException {
        var root = Hash.fromBase64(row.getString("root"));
        return new TreeHead(
                row.getLong("size"), root.orElseThrow(() -> new SQLException("column root has no SHA-256 hash")));
    }
}
