// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitationListTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsFirmsFromCsv() throws Exception {
        var list = InvitationList.read(file(
                "firms.csv",
                "\ufefflegalName,email,roles\n\"Steel, Works B.V.\",a@steel.example,maker carrier\nOther,,\n"));

        assertThat(list).hasSize(2);
        assertThat(list.at("/0/legalName").asText()).isEqualTo("Steel, Works B.V.");
        assertThat(list.at("/0/roles").toString()).isEqualTo("[\"maker\",\"carrier\"]");
        assertThat(list.at("/1").has("email")).isFalse();
    }

    @Test
    void readsFirmsFromJson() throws Exception {
        assertThat(InvitationList.read(file("firms.json", "[{\"legalName\":\"Steel\"}]")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firms.csv  | legalName,phone;A,1    | unknown column 'phone'",
                "firms.csv  | legalName              | no row",
                "firms.json | {}                     | one JSON array",
                "firms.json | [                      | line 1"
            })
    void namesWhatIsWrongWithAFile(String name, String text, String told) throws Exception {
        var file = file(name, text.replace(';', '\n'));

        assertThatThrownBy(() -> InvitationList.read(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(told);
    }

    @Test
    void refusesAHugeFile() throws Exception {
        var file = file("firms.csv", "legalName\n" + "x".repeat(2_000_000));

        assertThatThrownBy(() -> InvitationList.read(file)).hasMessageContaining("larger than 1 MiB");
    }
}
