// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.web.AddressPolicy.ForbiddenAddressException;

class AddressPolicyTest {

    private static final AddressPolicy STRICT = new AddressPolicy(Set.of(), false);

    private static List<InetAddress> address(String literal) throws Exception {
        return List.of(InetAddress.getByName(literal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNotPublic(String literal) throws Exception {
        var address = InetAddress.getByName(literal);

        assertThatThrownBy(() -> STRICT.check("host.example", List.of(address)))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("network.allow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.0.0.1", "128.0.0.1",
                "169.253.1.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.1.1", "198.17.0.1", "198.20.0.1",
                "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2600::1", "2a00:1450::1", "3ffe::1"
            })
    void allowsWhatIsPublic(String literal) throws Exception {
        var address = address(literal);

        assertThatCode(() -> STRICT.check("host.example", address)).doesNotThrowAnyException();
    }

    @Test
    void allowsPrivateAddressesByExactHostNameOnly() throws Exception {
        var policy = new AddressPolicy(Set.of("Maker.Example", "10.1.2.3"), false);
        var address = address("10.1.2.3");

        assertThat(policy.check("maker.example", address)).isEqualTo(address);
        assertThat(policy.check("MAKER.example.", address)).isEqualTo(address);
        assertThat(policy.check("10.1.2.3", address)).isEqualTo(address);
        for (var other : List.of("a.maker.example", "maker.example.evil", "xmaker.example", "10.1.2.4")) {
            assertThatThrownBy(() -> policy.check(other, address)).isInstanceOf(ForbiddenAddressException.class);
        }
    }

    @Test
    void allowsNoMulticastEvenByName() throws Exception {
        var address = address("224.0.0.1");

        assertThatThrownBy(() -> new AddressPolicy(Set.of("a.example"), false).check("a.example", address))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void allowsLoopbackHostsOnlyToAConnectorOnLoopback() throws Exception {
        var local = new AddressPolicy(Set.of(), true);
        var loopback = address("127.0.0.1");
        var private4 = address("10.0.0.1");

        for (var host : List.of("localhost", "a.localhost", "127.0.0.1", "[::1]")) {
            assertThat(local.check(host, loopback)).isEqualTo(loopback);
            assertThat(local.allowsPlain(host)).isTrue();
            assertThat(STRICT.allowsPlain(host)).isFalse();
            assertThatThrownBy(() -> STRICT.check(host, loopback)).isInstanceOf(ForbiddenAddressException.class);
        }
        assertThatThrownBy(() -> local.check("localhost", private4)).isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> local.check("localhost.evil.example", loopback))
                .isInstanceOf(ForbiddenAddressException.class);
        assertThat(local.allowsPlain("127.0.0.1.evil.example")).isFalse();
    }
}
