// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the connector under test does by itself in the tests of the suite, as the sequence diagrams of the tests want it. One test in
 * a line: in which state it does what. Tests that are not named here only need what a connector does anyway.
 */
final class Script {

    private static final String DATASET = "urn:suite:dataset:";
    private static final String AGREEMENT = "urn:suite:agreement:";
    /** Test whose dataset the suite names itself, whatever it is told, and the name. */
    private static final String NAMED = "cn_01_02";

    private static final String NAME = "ACN0102";

    /** What is done with a process; {@code HOLD} keeps it from going on by itself. */
    enum Deed {
        HOLD,
        APPROVE,
        OFFER,
        REQUEST,
        REFUSE,
        TERMINATE,
        COMPLETE,
        SUSPEND,
        RESUME
    }

    /** In a state of EDC. */
    record Step(String state, Deed deed) {}

    private static final Map<String, List<Step>> STEPS = read("""
            cn_01_01    REQUESTED offer
            cn_01_02    REQUESTED hold, REQUESTED offer, REQUESTED refuse
            cn_01_03    REQUESTED offer
            cn_01_04    REQUESTED approve
            cn_02_01    REQUESTED refuse
            cn_02_03    REQUESTED approve
            cn_02_04    REQUESTED offer
            cn_02_05    REQUESTED offer, OFFERED refuse
            cn_02_06    REQUESTED offer, ACCEPTED hold, ACCEPTED refuse
            cn_02_07    REQUESTED approve, VERIFIED hold, VERIFIED terminate
            cn_03_01    REQUESTED approve
            cn_03_02    REQUESTED offer
            cn_03_03    REQUESTED offer, ACCEPTED hold
            cn_03_04    REQUESTED offer
            cn_c_01_01  OFFERED approve
            cn_c_01_02  OFFERED request
            cn_c_01_03  OFFERED refuse
            cn_c_01_04  AGREED approve
            cn_c_02_02  REQUESTED refuse
            cn_c_02_03  AGREED refuse
            cn_c_02_05  OFFERED approve
            cn_c_02_06  AGREED approve
            cn_c_03_04  OFFERED approve
            cn_c_03_05  OFFERED approve
            cn_c_03_06  OFFERED approve, AGREED hold
            tp_01_01    STARTED terminate
            tp_01_02    STARTED complete
            tp_01_03    STARTED suspend, SUSPENDED terminate
            tp_01_04    STARTED suspend, SUSPENDED resume, STARTED complete
            tp_02_05    INITIAL hold
            tp_03_01    INITIAL hold
            tp_03_02    INITIAL hold
            tp_c_02_01  STARTED terminate
            tp_c_02_02  STARTED complete
            tp_c_02_03  STARTED suspend, SUSPENDED terminate
            tp_c_02_05  REQUESTED terminate
            """);

    private Script() {}

    private static Map<String, List<Step>> read(String lines) {
        return lines.lines()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(line -> line[0], line -> steps(line[1])));
    }

    private static List<Step> steps(String written) {
        return Arrays.stream(written.split(", "))
                .map(step -> step.split(" "))
                .map(step -> new Step(step[0], Deed.valueOf(step[1].toUpperCase(Locale.ROOT))))
                .toList();
    }

    /** The dataset that a test negotiates about. */
    static String dataset(String test) {
        return test.equals(NAMED) ? NAME : DATASET + test;
    }

    /** The agreement under which a test transfers. */
    static String agreement(String test) {
        return AGREEMENT + test;
    }

    /** Whether a process on this dataset or agreement is kept in this state. */
    static boolean holds(String about, String state) {
        return steps(about, step -> step.deed() == Deed.HOLD).contains(new Step(state, Deed.HOLD));
    }

    /** The deed after so many deeds in a process on this dataset or agreement; empty if there is none. */
    static Optional<Step> next(String about, int done) {
        return steps(about, step -> step.deed() != Deed.HOLD).stream()
                .skip(done)
                .findFirst();
    }

    private static List<Step> steps(String about, Predicate<Step> which) {
        var test = about.equals(NAME) ? NAMED : about.replace(DATASET, "").replace(AGREEMENT, "");
        return STEPS.getOrDefault(test, List.of()).stream().filter(which).toList();
    }
}
