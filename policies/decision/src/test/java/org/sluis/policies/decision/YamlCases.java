// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the cases in {@code src/test/resources/cases}. Each file describes one behaviour: what its cases share under {@code given},
 * then {@code cases}. {@code agreement} is laid over a complete agreement, {@code policy} stands for itself; {@code request} and
 * {@code facts} are laid over a request at release under an active agreement, {@code only-facts} stand for themselves.
 */
final class YamlCases {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final String GIVEN = """
            policy:
              "@context": {odrl: "http://www.w3.org/ns/odrl/2/", sluis: "https://w3id.org/sluis/policy/1/"}
              "@type": "odrl:Agreement"
              "odrl:target": "urn:dataset:x"
              "odrl:assigner": "did:web:a.example"
              "odrl:assignee": "did:web:b.example"
            request:
              moment: release
              action: "odrl:use"
              target: "urn:dataset:x"
              party: "did:web:b.example"
              at: "2026-11-21T10:00:00Z"
            facts:
              agreement: active
            """;

    record Case(String name, ObjectNode line, JsonNode wanted) {
        @Override
        public String toString() {
            return name;
        }
    }

    private YamlCases() {}

    static Stream<Case> all() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/cases"))) {
            for (Path file : files.sorted().toList()) {
                addAll(file, cases);
            }
        }
        return cases.stream();
    }

    private static void addAll(Path file, List<Case> cases) throws IOException {
        JsonNode document = YAML.readTree(Files.readString(file));
        for (JsonNode each : document.required("cases")) {
            ObjectNode line = (ObjectNode) YAML.readTree(GIVEN);
            lay(document.path("given"), line);
            lay(each, line);
            String name = file.getFileName() + ": " + each.required("name").asText();
            cases.add(new Case(name, line.put("id", name), each.required("want")));
        }
    }

    private static void lay(JsonNode over, ObjectNode line) {
        if (over.has("policy")) {
            line.set("policy", over.get("policy"));
        }
        if (over.has("only-facts")) {
            line.set("facts", over.get("only-facts"));
        }
        lay(over.path("agreement"), line, "policy");
        lay(over.path("request"), line, "request");
        lay(over.path("facts"), line, "facts");
    }

    private static void lay(JsonNode over, ObjectNode line, String key) {
        if (over.isMissingNode()) {
            return;
        }
        ObjectNode under = line.withObject("/" + key);
        over.properties().forEach(member -> {
            if (member.getValue().asText().equals("ABSENT")) {
                under.remove(member.getKey());
            } else {
                under.set(member.getKey(), member.getValue());
            }
        });
    }
}
