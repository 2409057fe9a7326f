// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.sluis.extensions.products.Product;
import org.sluis.extensions.products.ProductFolder;
import org.sluis.policies.usage.Partner;

/** The folder that holds one company's configuration, keys, data and products. */
public record CompanyFolder(Path path) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a new company folder starts with. Ports 0 mean the defaults. */
    public record Start(
            String id,
            String name,
            String principal,
            int publicPort,
            int managementPort,
            int controlPort,
            List<Partner> partners) {
        public Start {
            publicPort = publicPort == 0 ? 8282 : publicPort;
            managementPort = managementPort == 0 ? 8281 : managementPort;
            controlPort = controlPort == 0 ? 8280 : controlPort;
            partners = List.copyOf(partners);
        }
    }

    /**
     * Writes configuration, a first key and a folder for each product; nothing that exists is changed.
     *
     * @throws FileAlreadyExistsException if there is a configuration already
     */
    public static CompanyFolder create(Path path, Start start) throws IOException {
        if (!start.principal().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("principal '" + start.principal()
                    + "' may only have letters, digits, '.', '_' and '-', 64 at most");
        }
        var folder = new CompanyFolder(path);
        if (Files.exists(folder.configuration())) {
            throw new FileAlreadyExistsException(folder.configuration().toString());
        }
        Files.createDirectories(path);
        ownerOnly(Files.createDirectories(path.resolve("keys")), "rwx------");
        var key = new byte[32];
        RANDOM.nextBytes(key);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        folder.writeKey(start.principal(), text);
        for (var product : Product.ALL) {
            ProductFolder.create(path.resolve("products"), product);
        }
        Files.writeString(folder.configuration(), render(start, sha256(text)), StandardOpenOption.CREATE_NEW);
        return folder;
    }

    public Path configuration() {
        return path.resolve(ConfigurationFile.NAME);
    }

    /** The file that holds a principal's key. */
    public Path key(String principal) {
        return path.resolve("keys").resolve(principal + ".key");
    }

    /** Lower-case hex of the SHA-256 of a key, as {@code keySha256} holds it. */
    public static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeKey(String principal, String text) throws IOException {
        var file = Files.createFile(
                key(principal), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text + "\n");
    }

    private static void ownerOnly(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String render(Start start, String keySha256) {
        return template()
                .replace("{id}", quoted(start.id()))
                .replace("{name}", quoted(start.name()))
                .replace("{publicHost}", "127.0.0.1")
                .replace("{publicPort}", String.valueOf(start.publicPort()))
                .replace("{managementPort}", String.valueOf(start.managementPort()))
                .replace("{controlPort}", String.valueOf(start.controlPort()))
                .replace(
                        "{principals}",
                        "  - name: " + quoted(start.principal()) + "\n    keySha256: " + quoted(keySha256) + "\n")
                .replace("{partners}", partners(start.partners()));
    }

    private static String partners(List<Partner> partners) {
        if (partners.isEmpty()) {
            return "[]";
        }
        var text = new StringBuilder();
        for (var partner : partners) {
            text.append("\n  - name: ").append(quoted(partner.name()));
            text.append("\n    id: ").append(quoted(partner.id()));
            if (!partner.address().isEmpty()) {
                text.append("\n    address: ").append(quoted(partner.address()));
            }
            text.append("\n    customer: [")
                    .append(String.join(
                            ", ",
                            partner.customers().stream()
                                    .map(CompanyFolder::quoted)
                                    .toList()))
                    .append(']');
            partner.country()
                    .ifPresent(country -> text.append("\n    country: ").append(quoted(country)));
        }
        return text.toString();
    }

    /** A JSON string is a YAML string, whatever it contains. */
    private static String quoted(String text) {
        try {
            return JsonMapper.builder().build().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String template() {
        try (var in = CompanyFolder.class.getResourceAsStream("sluis.yaml.template")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
