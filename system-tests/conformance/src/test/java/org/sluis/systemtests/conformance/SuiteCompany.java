// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluis.systemtests.conformance.PackagedConnector.Part;

/**
 * The folder of the company that the suite tests.
 *
 * @param port of its public listener
 * @param suitePort where the suite has the identifiers of all other parties
 */
record SuiteCompany(Part part, int port, int suitePort) {

    private static final String PRINCIPAL = "suite";

    static String did(int suitePort, String role) {
        return "did:web:localhost%3A" + suitePort + ":" + role;
    }

    void write(Path folder) throws IOException {
        var key = UUID.randomUUID().toString();
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys").resolve(PRINCIPAL + ".key"), key);
        Files.writeString(folder.resolve("sluis.yaml"), configuration(sha256(key)));
    }

    /** The documents of the suite name no key relationships, hence the insecure peers; and it asks anew at each test. */
    private String configuration(String keySha256) {
        var peers = Stream.of("issuer", "holder", "verifier", "thirdparty")
                .map(role -> "\"" + did(suitePort, role) + "\"")
                .collect(Collectors.joining(", "));
        return """
                participant: {id: "did:web:localhost%%3A%d", name: suite}
                listeners:
                  public: {host: 127.0.0.1, port: %d, address: "http://localhost:%d"}
                  management: {port: %d}
                  control: {port: %d}
                principals:
                  - {name: %s, keySha256: %s}
                identity: {presentationAge: PT0S, insecurePeers: [%s]}
                """.formatted(
                                port,
                                port,
                                port,
                                PackagedConnector.freePort(),
                                PackagedConnector.freePort(),
                                PRINCIPAL,
                                keySha256,
                                peers)
                + authority();
    }

    private String authority() {
        return switch (part) {
            case ISSUER -> "authority: {name: Suite, rulebook: {version: \"1.0\"}}\n";
            case HOLDER, VERIFIER ->
                "authorities: [{id: \"%s\", types: [MembershipCredential, SensitiveDataCredential]}]\n"
                        .formatted(did(suitePort, "issuer"));
            case PEER -> "";
        };
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
