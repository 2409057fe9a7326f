// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.ContractOfferId;

/** The tests of the suite by name, and what it is told to use in each: datasets, offers, agreements. */
public final class SuiteCases {

    /** The test whose dataset is behind most agreements. */
    static final String SHARED = "tp";

    private static final List<String> OFFERED =
            tests("cn_01_", 4).and("cn_02_", 7).and("cn_03_", 4).names();

    /** Tests in which the connector gives data. */
    static final List<String> PROVIDED =
            tests("tp_01_", 5).and("tp_02_", 5).and("tp_03_", 6).names();

    /** Tests in which the connector takes data. */
    static final List<String> CONSUMED =
            tests("tp_c_01_", 5).and("tp_c_02_", 5).and("tp_c_03_", 6).names();

    private static final List<String> SOUGHT =
            tests("cn_c_01_", 4).and("cn_c_02_", 6).and("cn_c_03_", 6).names();

    /** Tests that find a dataset of their own; and the one that is shared. */
    static final List<String> DATASETS = Stream.of(OFFERED, List.of("cat_01_01", "cat_01_02", SHARED))
            .flatMap(List::stream)
            .toList();

    private record Tests(List<String> names) {

        Tests and(String prefix, int last) {
            return new Tests(Stream.concat(names.stream(), tests(prefix, last).names().stream())
                    .toList());
        }
    }

    private SuiteCases() {}

    private static Tests tests(String prefix, int last) {
        return new Tests(IntStream.rangeClosed(1, last)
                .mapToObj(number -> prefix + "0" + number)
                .toList());
    }

    /** Settings of the suite. */
    public static Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        for (var test : OFFERED) {
            settings.put(key(test, "DATASETID"), Script.dataset(test));
            settings.put(
                    key(test, "OFFERID"),
                    ContractOfferId.create(Seeds.OFFER, Script.dataset(test)).toString());
        }
        for (var test : Stream.of(SOUGHT, List.of("cat_01_01", "cat_01_02", "cat_01_03"))
                .flatMap(List::stream)
                .toList()) {
            settings.put(key(test, "DATASETID"), Script.dataset(test));
        }
        for (var test : Stream.of(PROVIDED, CONSUMED).flatMap(List::stream).toList()) {
            settings.put(key(test, "AGREEMENTID"), Script.agreement(test));
            settings.put(key(test, "FORMAT"), "HttpData-PULL");
        }
        return settings;
    }

    private static String key(String test, String parameter) {
        return test.toUpperCase(Locale.ROOT) + "_" + parameter;
    }
}
