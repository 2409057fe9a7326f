// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tests add to a connector is not in the package. */
class PackageTest {

    private static final Path HOME = Path.of("../../connector/cli/target/dist");
    private static final String EXTENSIONS = "META-INF/services/org.eclipse.edc.spi.system.ServiceExtension";
    private static final String IDENTITY = "org.eclipse.edc.spi.iam.IdentityService";

    @Test
    void containsNoExtensionOfTheTests() throws IOException {
        var named = new ArrayList<String>();
        for (var jar : jars()) {
            try (var open = new JarFile(jar.toFile())) {
                var services = open.getEntry(EXTENSIONS);
                if (services != null) {
                    new String(open.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .forEach(named::add);
                }
            }
        }

        assertThat(named)
                .contains("org.sluis.extensions.dataplane.edc.DataPlaneExtension")
                .allMatch(name -> name.matches("org\\.(eclipse\\.edc|sluis\\.(extensions|connector))\\..*"))
                .noneMatch(name -> name.contains(".mock."));
    }

    @Test
    void knowsNoOtherIdentityThanTheOneWithProofs() throws IOException, ReflectiveOperationException {
        var urls = new ArrayList<URL>();
        for (var jar : jars()) {
            urls.add(jar.toUri().toURL());
        }
        var identities = new ArrayList<String>();
        try (var packaged = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            var identity = Class.forName(IDENTITY, false, packaged);
            for (var name : mentioning(IDENTITY.replace('.', '/'))) {
                var type = Class.forName(name, false, packaged);
                if (identity.isAssignableFrom(type) && !type.isInterface()) {
                    identities.add(name);
                }
            }
        }

        assertThat(identities).containsExactly("org.sluis.extensions.identity.edc.DcpIdentityService");
    }

    /** Classes with the name of a type in their bytes. */
    private static List<String> mentioning(String type) throws IOException {
        var found = new ArrayList<String>();
        for (var jar : jars()) {
            try (var open = new JarFile(jar.toFile())) {
                for (var entry : open.stream()
                        .filter(each -> each.getName().endsWith(".class")
                                && !each.getName().startsWith("META-INF"))
                        .toList()) {
                    var bytes = open.getInputStream(entry).readAllBytes();
                    if (new String(bytes, StandardCharsets.ISO_8859_1).contains(type)) {
                        found.add(entry.getName().replace(".class", "").replace('/', '.'));
                    }
                }
            }
        }
        return found;
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(HOME.toRealPath(), 2)) {
            return files.filter(file -> file.toString().endsWith(".jar")).collect(Collectors.toList());
        }
    }
}
