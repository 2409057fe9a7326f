// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What happened to each test of a group, as JUnit XML. */
final class SuiteReport implements TestExecutionListener {

    private final String group;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Long> started = new ConcurrentHashMap<>();

    private enum Verdict {
        PASSED,
        FAILED,
        SKIPPED
    }

    private record Outcome(String type, String name, double seconds, Verdict verdict, String why) {}

    SuiteReport(String group) {
        this.group = group;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, Verdict.SKIPPED, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            if (test.isTest()) {
                add(test, Verdict.PASSED, "");
            }
        } else {
            // A container that fails takes its tests with it.
            add(
                    test,
                    Verdict.FAILED,
                    result.getThrowable().map(SuiteReport::trace).orElse("aborted"));
        }
    }

    private synchronized void add(TestIdentifier test, Verdict verdict, String why) {
        var nanos = System.nanoTime() - started.getOrDefault(test.getUniqueId(), System.nanoTime());
        var method = Optional.ofNullable(test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .orElse(null));
        outcomes.add(new Outcome(
                method.map(MethodSource::getClassName).orElse(group),
                method.map(MethodSource::getMethodName).orElse(test.getDisplayName()) + " " + test.getDisplayName(),
                nanos / 1e9,
                verdict,
                why));
    }

    private static String trace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private long count(Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    boolean isPassed() {
        return count(Verdict.FAILED) == 0 && count(Verdict.PASSED) > 0;
    }

    String sentence() {
        return "%s: %d passed, %d failed, %d skipped"
                .formatted(group, count(Verdict.PASSED), count(Verdict.FAILED), count(Verdict.SKIPPED));
    }

    void write(Path file) throws IOException, XMLStreamException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var out = Files.newBufferedWriter(file)) {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument();
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", group);
            xml.writeAttribute("tests", String.valueOf(outcomes.size()));
            xml.writeAttribute("failures", String.valueOf(count(Verdict.FAILED)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", String.valueOf(count(Verdict.SKIPPED)));
            for (var outcome : outcomes) {
                write(xml, outcome);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        }
    }

    private static void write(XMLStreamWriter xml, Outcome outcome) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", outcome.type());
        xml.writeAttribute("name", outcome.name());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", outcome.seconds()));
        if (outcome.verdict() != Verdict.PASSED) {
            xml.writeStartElement(outcome.verdict() == Verdict.FAILED ? "failure" : "skipped");
            xml.writeAttribute("message", outcome.why().lines().findFirst().orElse(""));
            xml.writeCharacters(outcome.why().replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD]", "?"));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
