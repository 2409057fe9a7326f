// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.connector.runtime.Exposure.InsecureStartException;

class ExposureTest {

    private static final String INSECURE = "org.eclipse.edc.iam.mock.IamMockExtension";
    private static final String TLS = "tls: {certificate: a.pem, key: b.pem}";

    private static Configuration configuration(String yaml) throws Exception {
        return ConfigurationFile.parse(
                "participant: {id: 'did:web:a.example'}\n" + yaml.replace("; ", "\n"), "sluis.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            listeners: {public: {host: 0.0.0.0}}                                                          | there is no certificate
            listeners: {public: {host: 0.0.0.0, address: 'https://a.example'}}                            | there is no certificate
            listeners: {public: {host: '::', address: 'https://a.example'}}                               | there is no certificate
            listeners: {public: {host: 0.0.0.0}}; tls: {trust: ca.pem}                                    | there is no certificate
            listeners: {public: {host: 0.0.0.0, address: 'http://a.example'}}; TLS                        | must start with https://
            listeners: {public: {host: 0.0.0.0, address: 'HTTP://a.example'}}; TLS                        | must start with https://
            listeners: {public: {host: 0.0.0.0}}; TLS                                                     | must start with https://
            listeners: {public: {address: 'http://localhost:8282'}}; TLS                                  | must start with https://
            listeners: {public: {address: 'http://a.example'}}                                            | would reach us unprotected
            listeners: {public: {address: 'http://localhost.a.example'}}                                  | would reach us unprotected
            listeners: {public: {address: 'ftp://a.example'}}                                             | must be an http or https URL
            listeners: {public: {address: 'a.example'}}                                                   | must be an http or https URL
            listeners: {public: {address: 'https://'}}                                                    | must be an http or https URL
            listeners: {public: {address: 'https://u:p@a.example'}}                                       | must be an http or https URL
            listeners: {public: {host: no-such-host.invalid, address: 'https://a.example'}}; TLS          | is not an address of this machine
            listeners: {management: {host: 0.0.0.0}}                                                      | listeners.management.host is 0.0.0.0
            listeners: {management: {host: 192.0.2.7}}; TLS                                               | listeners.management.host is 192.0.2.7
            listeners: {management: {address: 'http://a.example'}}                                        | listeners.management.address
            listeners: {control: {host: 0.0.0.0}}                                                         | listeners.control.host is 0.0.0.0
            listeners: {control: {host: '::'}}; TLS                                                       | listeners.control.host is ::
            """)
    void refusesToStart(String yaml, String reason) throws Exception {
        var configuration = configuration(yaml.replace("TLS", TLS));

        assertThatThrownBy(() -> Exposure.require(configuration, List.of()))
                .isInstanceOf(InsecureStartException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            language: en                                                                                  | true
            listeners: {public: {address: 'http://localhost:8282'}}                                       | true
            listeners: {public: {host: localhost, address: 'http://127.0.0.1:8282'}}                      | true
            listeners: {public: {host: '::1', address: 'http://[::1]:8282'}}                              | true
            listeners: {public: {address: 'https://localhost:8282'}}; TLS                                 | false
            listeners: {public: {address: 'https://a.example'}}                                           | false
            listeners: {public: {host: 0.0.0.0, address: 'https://a.example'}}; TLS                       | false
            """)
    void startsWhatIsOnLoopbackOrProtected(String yaml, boolean local) throws Exception {
        var configuration = configuration(yaml.replace("TLS", TLS));

        assertThatCode(() -> Exposure.require(configuration, List.of())).doesNotThrowAnyException();
        assertThat(Exposure.isLocal(configuration)).isEqualTo(local);
        assertThat(Exposure.policy(configuration).allowsPlain("localhost")).isEqualTo(local);
    }

    @Test
    void startsNoInsecureIdentitiesForPartnersElsewhere() throws Exception {
        var elsewhere = configuration("listeners: {public: {host: 0.0.0.0, address: 'https://a.example'}}\n" + TLS);
        var behindProxy = configuration("listeners: {public: {address: 'https://a.example'}}");
        var here = configuration("language: en");

        for (var open : List.of(elsewhere, behindProxy)) {
            for (var extension : List.of(INSECURE, "org.eclipse.edc.iam.mock.IamMockExtension")) {
                assertThatThrownBy(() -> Exposure.require(open, List.of("org.example.Other", extension)))
                        .isInstanceOf(InsecureStartException.class)
                        .hasMessageContaining(extension);
            }
        }
        assertThatCode(() -> Exposure.require(here, List.of(INSECURE))).doesNotThrowAnyException();
    }

    @Test
    void allowsPrivateAddressesOfConfiguredHostsOnly() throws Exception {
        var policy = Exposure.policy(configuration("network: {allow: [maker.example]}"));

        assertThat(policy.allowed()).containsExactly("maker.example");
    }
}
