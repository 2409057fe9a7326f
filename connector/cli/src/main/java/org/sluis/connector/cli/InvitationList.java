// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Firms to invite, from a CSV or JSON file. */
final class InvitationList {

    private static final Set<String> COLUMNS = Set.of("legalName", "email", "roles", "connector");

    private InvitationList() {}

    static ArrayNode read(Path file) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            if (Json.read(file) instanceof ArrayNode list) {
                return list;
            }
            throw new CommandFailure(ExitCode.UNREADABLE, file + " must hold one JSON array");
        }
        var list = Json.MAPPER.createArrayNode();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(Json.text(file).replaceFirst("^\ufeff", ""))) {
            for (var row : rows) {
                add(list, row, file);
            }
        } catch (CsvParseException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " is not CSV: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " cannot be read: " + e.getMessage(), e);
        }
        if (list.isEmpty()) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " has no row below its header");
        }
        return list;
    }

    private static void add(ArrayNode list, NamedCsvRecord row, Path file) {
        for (var column : row.getHeader()) {
            if (!COLUMNS.contains(column)) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE,
                        file + " has an unknown column '" + column + "'; known: legalName, email, roles, connector");
            }
        }
        var invitation = list.addObject();
        for (var column : COLUMNS) {
            var value = row.findField(column).map(String::strip).orElse("");
            if (column.equals("roles")) {
                var roles = invitation.putArray("roles");
                for (var role : value.split("[\\s;]+", -1)) {
                    if (!role.isEmpty()) {
                        roles.add(role);
                    }
                }
            } else if (!value.isEmpty()) {
                invitation.put(column, value);
            }
        }
    }
}
