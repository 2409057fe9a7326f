// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.onboarding.DirectoryMember;
import org.sluis.policies.usage.Partner;

/** Firms from the configuration and from directories. */
class KnownPartnersTest {

    private static Partner configured(String name, String host, String address) {
        return new Partner(name, "did:web:" + host, address, List.of("10021"), Optional.of("NL"));
    }

    private static DirectoryMember member(String name, String host) {
        return new DirectoryMember(new Did("did:web:" + host), name, URI.create("https://" + host + "/dsp"));
    }

    @Test
    void aFirmOfTheConfigurationIsFoundWhereTheDirectoryHasIt() {
        var known = KnownPartners.merged(
                List.of(configured("our-builder", "builder.example", "")),
                List.of(member("builder", "builder.example")));

        assertThat(known).containsExactly(configured("our-builder", "builder.example", "https://builder.example/dsp"));
    }

    @Test
    void anAddressInTheConfigurationWins() {
        var ours = configured("builder", "builder.example", "https://10.0.0.1/dsp");

        assertThat(KnownPartners.merged(List.of(ours), List.of(member("builder", "builder.example"))))
                .containsExactly(ours);
    }

    @Test
    void ofTwoFirmsWithTheSameNameNoneIsFoundByIt() {
        var known = KnownPartners.merged(
                List.of(), List.of(member("steel", "one.example"), member("steel", "two.example")));

        assertThat(known).extracting(Partner::name).containsExactly("did:web:one.example", "did:web:two.example");
    }

    @Test
    void aMemberCannotTakeTheNameThatWeGaveToAnother() {
        var known = KnownPartners.merged(
                List.of(configured("steel", "one.example", "https://one.example/dsp")),
                List.of(member("steel", "two.example")));

        assertThat(known).extracting(Partner::name).containsExactly("steel", "did:web:two.example");
    }
}
