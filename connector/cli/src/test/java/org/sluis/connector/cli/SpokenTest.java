// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that print reasons ask for them in the language of who types them, and tell the rest in it too. */
class SpokenTest {

    private static final String WAITING = """
        {"waiting":[
          {"id":"n1","waitsFor":"us","state":"REQUESTED","partner":"builder","dataset":"urn:d","since":"2026-11-21T10:00:00Z",
           "reason":"WHY"},
          {"id":"n2","waitsFor":"partner","state":"REQUESTED","partner":"maker","dataset":"urn:e","since":"2026-11-21T10:00:00Z"}],
         "ending":[
          {"agreement":"a1","until":"2026-11-30T10:00:00Z","partner":"maker","dataset":"urn:e","renew":"sluis agree maker urn:e"},
          {"agreement":"a2","until":"2026-11-30T10:00:00Z","partner":"builder","dataset":"urn:d"}]}
        """;
    private static final String RULING =
            "{\"decision\":\"ask\",\"rule\":\"/rules/0\",\"reason\":\"WHY\",\"differences\":[]}";

    private final StringWriter out = new StringWriter();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer connector;
    private String company;

    @BeforeEach
    void listen() throws IOException {
        connector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        connector.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            var answer = exchange.getRequestURI().getPath().endsWith("/check") ? RULING : WAITING;
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        connector.start();
        company = folder.resolve("maker").toString();
        run(
                "init",
                company,
                "--management-port",
                Integer.toString(connector.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        connector.stop(0);
    }

    private String run(String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments))
                .as(out.toString())
                .isZero();
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|waits for us|waits for maker|ends 2026-11-30T10:00:00Z|renew: sluis agree maker urn:e|builder can renew",
                "nl|wacht op ons|wacht op maker|eindigt 2026-11-30T10:00:00Z|verlengen: sluis agree maker urn:e|builder kan",
                "de|wartet auf uns|wartet auf maker|endet 2026-11-30T10:00:00Z|: sluis agree maker urn:e|builder kann sie",
            })
    void whatWaitsIsListed(String lang, String us, String partner, String ends, String renew, String other) {
        assertThat(run("inbox", "list", "--lang", lang, "--company", company))
                .contains(us, partner, ends, renew, other, "WHY");
        assertThat(run("inbox", "--lang", lang, "--company", company)).contains(us, partner, ends, renew, other, "WHY");

        assertThat(asked).containsOnly("/management/sluis/inbox?lang=" + lang).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve --seen 3f9a2b1c", "refuse --reason no", "counter --seen 3f9a2b1c --policy POLICY"})
    void aWordIsSaid(String word) throws IOException {
        var policy = Files.writeString(folder.resolve("policy.json"), "{}").toString();
        var line = "inbox " + word.replace("POLICY", policy) + " --lang de n1 --company " + company;

        run(line.split(" "));

        assertThat(asked)
                .containsExactly("/management/sluis/inbox/n1/" + word.substring(0, word.indexOf(' ')) + "?lang=de");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|ask, by /rules/0: WHY",
                "nl|een mens vragen, volgens /rules/0: WHY",
                "de|einen Menschen fragen, nach /rules/0: WHY",
            })
    void houseRulesAreTried(String lang, String told) throws IOException {
        var policy = Files.writeString(folder.resolve("policy.json"), "{}").toString();
        var terms = "rules test --partner b --product demand-forecast --policy " + policy;

        assertThat(run((terms + " --lang " + lang + " --company " + company).split(" ")))
                .isEqualTo(told + System.lineSeparator());

        assertThat(asked).containsExactly("/management/sluis/house-rules/check?lang=" + lang);
    }
}
