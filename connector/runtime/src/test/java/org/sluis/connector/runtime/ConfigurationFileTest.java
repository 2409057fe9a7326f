// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.policies.usage.Partner;

class ConfigurationFileTest {

    private static final String MINIMAL = "participant: {id: 'did:web:a.example'}\n";

    @TempDir
    Path folder;

    @Test
    void everythingButTheIdHasADefault() throws Exception {
        var configuration = ConfigurationFile.parse(MINIMAL, "sluis.yaml");

        assertThat(configuration.listeners().open().address()).isEqualTo("http://127.0.0.1:8282");
        assertThat(configuration.database().external()).isEmpty();
        assertThat(configuration.language()).isEqualTo("en");
        assertThat(configuration.participant().name()).isEqualTo("did:web:a.example");
    }

    @Test
    void theInboxIsToldHowManyDaysBeforeTheirEndAgreementsAreShown() throws Exception {
        var given = ConfigurationFile.parse(MINIMAL + "inbox: {endingDays: 30}", "sluis.yaml");
        var otherwise = ConfigurationFile.parse(MINIMAL, "sluis.yaml");

        assertThat(EdcSettings.of(given)).containsEntry("sluis.inbox.ending-days", "30");
        assertThat(EdcSettings.of(otherwise)).containsEntry("sluis.inbox.ending-days", "14");
    }

    @Test
    void whatInitWritesIsRead() throws Exception {
        var partner = new Partner(
                "builder",
                "did:web:builder.example",
                "http://127.0.0.1:1/dsp",
                List.of("10021", "7"),
                Optional.of("NL"));
        var start = new CompanyFolder.Start("did:web:x.example", "Firm: \"#1\"", "anna", 1, 2, 3, List.of(partner));

        var created = CompanyFolder.create(folder.resolve("firm"), start);

        var configuration = ConfigurationFile.read(created.path());
        assertThat(configuration.participant().name()).isEqualTo("Firm: \"#1\"");
        assertThat(configuration.knownPartners()).contains(partner);
        assertThat(configuration.listeners().management().port()).isEqualTo(2);
        var key = Files.readString(created.key("anna")).strip();
        assertThat(configuration.principals())
                .containsExactly(new Configuration.Principal("anna", CompanyFolder.sha256(key)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(created.key("anna"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theDefaultsShownInTheFileAreTheDefaults() throws Exception {
        var start = new CompanyFolder.Start("did:web:a.example", "did:web:a.example", "anna", 0, 0, 0, List.of());
        var written = Files.readString(
                CompanyFolder.create(folder.resolve("firm"), start).configuration());

        var shown = written.replaceAll(
                        "(?m)^#(?=(language|timeZone|data|replica|protocol|dataPlane|products|inbox):)", "")
                .replaceAll(
                        "(?m)^#(?=  (iterationWait|batchSize|retries|bodyLimit|tokenLifetime|streams|connectTimeout"
                                + "|readTimeout|folder|fileLimit|connections|endingDays):)",
                        "")
                .replaceAll("(?m)^  connections", "#connections");

        assertThat(ConfigurationFile.parse(shown, "shown")).isEqualTo(ConfigurationFile.parse(written, "written"));
    }

    @Test
    void neverOverwritesAConfiguration() throws Exception {
        var start = new CompanyFolder.Start("did:web:a.example", "A", "anna", 0, 0, 0, List.of());
        CompanyFolder.create(folder.resolve("firm"), start);

        assertThatThrownBy(() -> CompanyFolder.create(folder.resolve("firm"), start))
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        participant: {nmae: x}                                          | unknown key 'participant.nmae'; known here: id, name
        participant: {id: 'did:web:a.example'}; colour: red             | unknown key 'colour'
        participant: {id: a}                                            | 'a' is not a did:web identifier
        participant: {id: 'did:web:*.example'}                          | is not a did:web identifier
        identity: {statusRefresh: PT2M}                                 | identity.statusRefresh must be
        identity: {vault: {address: 'http://vault.example', tokenFile: x}} | must start with https://
        authorities: [{id: x}]                                          | authorities: id 'x'
        participant: {id: a}; listeners: {public: {port: 0}}            | port 0 is not between 1 and 65535
        participant: {id: a}; listeners: {public: {port: 8281}}         | the three ports must differ
        participant: {id: a}; listeners: {public: {port: x}}            | listeners.public.port
        participant: {id: a}; language: fr                              | it can be en or nl
        participant: {id: a}; timeZone: Mars                            | timeZone
        participant: {id: a}; database: {url: 'jdbc:mysql:x'}           | must start with jdbc:postgresql:
        participant: {id: a}; principals: [{name: b, keySha256: 00}]    | is not 64 hex digits
        participant: {id: a}; partners: [{name: b}]                     | id of b is missing
        participant: {id: a}; tls: {certificate: a.pem}                 | certificate and key must both be given
        participant: {id: a}; tls: {cert: a.pem}                        | unknown key 'tls.cert'
        participant: {id: a}; network: {allow: ['*.example']}           | patterns are not allowed
        participant: {id: a}; dataPlane: {tokenLifetime: PT1H}          | over PT10M
        participant: {id: a}; inbox: {endingDays: 0}                    | inbox.endingDays is 0; it can be 1 to 365
        participant: {id: a}; authority: {name: x}                      | authority.rulebook is missing
        participant: {id: a}; authority: {rulebook: {version: '1'}}     | authority.name is missing
        participant: {id: a}; authority: {name: x, rulebook: {}}        | authority.rulebook.version is missing
        participant: {id: a}; authority: {name: x, rulebook: {version: '1'}, validity: PT1S} | authority.validity must be
        participant: {id: a}; participant: {id: b}                      | Duplicate
        participant: [                                                  | line
        """)
    void namesWhatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> ConfigurationFile.parse(yaml.replace("; ", "\n"), "sluis.yaml"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("sluis.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void theIdentifierIsThatOfThePublicAddressUnlessItIsGiven() throws Exception {
        var local = ConfigurationFile.parse("listeners: {public: {port: 9090}}", "sluis.yaml");
        var open = ConfigurationFile.parse(
                "listeners: {public: {address: 'https://connector.example.com'}}", "sluis.yaml");

        assertThat(local.participant().id()).isEqualTo("did:web:127.0.0.1%3A9090");
        assertThat(open.participant().id()).isEqualTo("did:web:connector.example.com");
    }

    @Test
    void saysHowToMakeAMissingFile() {
        assertThatThrownBy(() -> ConfigurationFile.read(folder))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("sluis init");
    }
}
