// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluis.policies.odrl.Reading.Valid;

/** The page of the vocabulary is what the code says; {@code -Dsluis.page.write=true} writes it anew. */
class PolicyPageTest {

    private static final Path PAGE = Path.of("POLICIES.md");
    private static final Mechanisms RELEASED =
            Mechanisms.alike(EnumSet.range(Mechanism.DECISIONS, Mechanism.POLICY_LOG));
    private static final Mechanisms EVERYTHING = Mechanisms.alike(EnumSet.allOf(Mechanism.class));

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        var page = page();
        if (Boolean.getBoolean("sluis.page.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        return String.join(
                        "\n",
                        "# The policies of Sluis",
                        "",
                        "An ODRL 2.2 profile, `https://w3id.org/sluis/policy/1/profile`; terms with the prefix `sluis:` stand below",
                        "`" + Term.SLUIS + "`, those with `odrl:` below `" + Term.ODRL
                                + "`. Nothing that is not on this page",
                        "is accepted: it is refused with its place and the reason, when it is written, when it arrives and when it is decided on.",
                        "This page is made from the code by a test.",
                        "",
                        "The last column says how a clause is kept between two connectors of this release: *enforced*, a connector decides on it",
                        "before anything happens; *attested*, the other side's connector signs that it did; *declared*, a promise. Where what would",
                        "keep a clause does not run, it is *not available here*, and a permission that depends on it is denied. In brackets:",
                        "what it will be when the mechanism exists.",
                        "",
                        "## Conditions",
                        "",
                        "| left operand | operators | right operand | in plain words | kept |",
                        "|---|---|---|---|---|",
                        conditions(),
                        "",
                        "Combinators: `odrl:and`, `odrl:or`, `odrl:xone`, at most three deep. `sluis:window` stands beside exactly one `odrl:count`,",
                        "`sluis:within` in duties and obligations only.",
                        "",
                        "## What rules are about",
                        "",
                        "| action | stands in | in plain words | kept |",
                        "|---|---|---|---|",
                        actions())
                + "\n";
    }

    private static String conditions() {
        return Stream.of(LeftOperand.values()).map(PolicyPageTest::row).collect(Collectors.joining("\n"));
    }

    private static String row(LeftOperand operand) {
        return "| `" + operand.prefixed() + "` | "
                + operand.operators().stream()
                        .map(operator -> "`" + operator.prefixed() + "`")
                        .collect(Collectors.joining(", "))
                + " | " + operand.form().description() + " | " + sentence(operand) + " | "
                + kept(Label.of(operand, RELEASED), Label.of(operand, EVERYTHING)) + " |";
    }

    private static String actions() {
        return Stream.of(Action.values())
                .map(action -> "| `" + action.prefixed() + "` | " + places(action) + " | "
                        + Language.EN
                                .words((action.isRequestable() ? "action." : "duty.") + action)
                                .replaceFirst(",$", "")
                        + " | " + kept(Label.of(action, RELEASED), Label.of(action, EVERYTHING)) + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String places(Action action) {
        if (action.isRequestable()) {
            return "permission, prohibition";
        }
        return action.isDuty() ? "duty, obligation" : "obligation";
    }

    private static String kept(Label released, Label later) {
        return released.in(Language.EN) + (released == later ? "" : " (" + later.in(Language.EN) + ")");
    }

    private static String sentence(LeftOperand operand) {
        if (operand == LeftOperand.WINDOW || operand == LeftOperand.WITHIN) {
            return operand == LeftOperand.WINDOW
                    ? "(with the count) within any 3 days"
                    : "(with the duty) within 3 days";
        }
        var policy = "{\"odrl:permission\":{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":{\"odrl:leftOperand\":\""
                + operand.prefixed() + "\",\"odrl:operator\":\""
                + operand.operators().get(0).prefixed() + "\",\"odrl:rightOperand\":\"" + example(operand) + "\"}}}";
        List<Clause> clauses = PlainWords.of(((Valid) PolicyReader.read(policy)).policy(), Language.EN, RELEASED);
        return clauses.get(2).text();
    }

    private static String example(LeftOperand operand) {
        return switch (operand.form()) {
            case TEXT -> "urn:x:some-name";
            case DID -> "did:web:b.example";
            case INSTANT -> "2027-01-01T00:00:00Z";
            case DURATION -> "P3D";
            case COUNT -> "7";
            case COUNTRY -> "NL";
            case THUMBPRINT -> "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
        };
    }
}
