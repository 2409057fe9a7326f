// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.Locale;
import java.util.Map;
import org.sluis.policies.odrl.Language;
import picocli.CommandLine.Option;

/** The language in which a command tells reasons. */
final class Spoken {

    @Option(names = "--lang", paramLabel = "en|nl|de", defaultValue = "en", description = "The language to tell it in.")
    private Language language;

    Language language() {
        return language;
    }

    /** As the connector is asked for it. */
    Map<String, String> query() {
        return Map.of("lang", language.name().toLowerCase(Locale.ROOT));
    }
}
