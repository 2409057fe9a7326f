// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.onboarding.Directory;
import org.sluis.extensions.identity.onboarding.DirectoryMember;

/** Members of the joined authorities in table {@code directory_member}. */
public final class PostgresDirectory implements Directory {

    private static final String INSERT =
            "INSERT INTO directory_member (authority, id, name, protocol_endpoint) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";
    private static final String ALL =
            "SELECT DISTINCT ON (name, id) id, name, protocol_endpoint FROM directory_member ORDER BY name, id, authority";

    private final Transactions transactions;

    public PostgresDirectory(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void replace(Did authority, List<DirectoryMember> members) {
        transactions.runOrFail("keeping a directory", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM directory_member WHERE authority = ?");
                    var insert = connection.prepareStatement(INSERT)) {
                delete.setString(1, authority.value());
                delete.executeUpdate();
                for (var member : members) {
                    insert.setString(1, authority.value());
                    insert.setString(2, member.id().value());
                    insert.setString(3, Values.recordable(member.name()));
                    insert.setString(4, member.protocolEndpoint().toString());
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    @Override
    public List<DirectoryMember> all() {
        return transactions.runOrFail("reading the directory", connection -> {
            try (var select = connection.prepareStatement(ALL);
                    var rows = select.executeQuery()) {
                var members = new ArrayList<DirectoryMember>();
                while (rows.next()) {
                    members.add(new DirectoryMember(
                            new Did(rows.getString("id")),
                            rows.getString("name"),
                            URI.create(rows.getString("protocol_endpoint"))));
                }
                return List.copyOf(members);
            }
        });
    }
}
