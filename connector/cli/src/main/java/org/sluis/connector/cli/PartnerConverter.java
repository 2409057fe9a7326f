// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.usage.Partner;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A partner on the command line: {@code name=builder,id=did:web:builder.example}, and optionally {@code address=URL} (by default
 * where the directory of a data space has it), {@code customer=10021} (once for each number) and {@code country=NL}.
 */
final class PartnerConverter implements ITypeConverter<Partner> {

    static final String FORM = "name=NAME,id=DID[,address=URL][,customer=NUMBER]...[,country=NL]";
    private static final List<String> SINGLE = List.of("name", "id", "address", "country");

    @Override
    public Partner convert(String text) {
        var values = new HashMap<String, String>();
        var customers = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            var split = part.indexOf('=');
            var key = split < 0 ? part : part.substring(0, split);
            var value = split < 0 ? "" : part.substring(split + 1);
            if (key.equals("customer") && !value.isEmpty()) {
                customers.add(value);
            } else if (!SINGLE.contains(key) || value.isEmpty() || values.put(key, value) != null) {
                throw new TypeConversionException("'" + part + "' is not understood; the form is " + FORM);
            }
        }
        return new Partner(
                required(values, "name"),
                required(values, "id"),
                values.getOrDefault("address", ""),
                customers,
                Optional.ofNullable(values.get("country")));
    }

    private static String required(Map<String, String> values, String key) {
        var value = values.get(key);
        if (value == null) {
            throw new TypeConversionException(key + " is missing; the form is " + FORM);
        }
        return value;
    }
}
