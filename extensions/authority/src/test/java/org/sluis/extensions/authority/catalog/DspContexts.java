// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.net.URISyntaxException;
import java.util.Map;
import org.eclipse.edc.jsonld.JsonLdExtension;
import org.eclipse.edc.jsonld.TitaniumJsonLd;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.spi.monitor.ConsoleMonitor;

/** JSON-LD with the contexts that EDC has, and none from the network. */
final class DspContexts {

    private static final Map<String, String> DOCUMENTS = Map.of(
            "https://w3id.org/dspace/2025/1/context.jsonld", "dspace-v2025-1.jsonld",
            "https://w3id.org/dspace/2025/1/odrl-profile.jsonld", "dspace-v2025-1-odrl.jsonld",
            "https://w3id.org/edc/dspace/v0.0.1", "dspace-edc-context-v1.jsonld",
            "http://www.w3.org/ns/odrl.jsonld", "odrl.jsonld");

    private DspContexts() {}

    static JsonLd jsonLd() {
        var jsonLd = new TitaniumJsonLd(new ConsoleMonitor());
        DOCUMENTS.forEach((address, file) -> {
            try {
                jsonLd.registerCachedDocument(
                        address,
                        JsonLdExtension.class
                                .getClassLoader()
                                .getResource("document/" + file)
                                .toURI());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        });
        return jsonLd;
    }
}
