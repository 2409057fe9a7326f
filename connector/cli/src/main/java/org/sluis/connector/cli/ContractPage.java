// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.sluis.policies.odrl.Language;

/** An agreement as a page of HTML that prints well: every text is escaped, nothing is loaded and nothing runs. */
final class ContractPage {

    private static final String STYLE = """
            @page { size: A4; margin: 18mm 16mm; }
            html { color: #1b2733; background: #eef1f4; font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
            main { max-width: 52rem; margin: 2rem auto; padding: 2.5rem 3rem; background: #fff; border-radius: 6px; }
            h1 { font-size: 1.7rem; margin: 0 0 1rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; color: #174a6d; }
            table { width: 100%; border-collapse: collapse; } td, th { text-align: left; vertical-align: top;
              padding: .4rem .6rem; border-bottom: 1px solid #dfe5ea; overflow-wrap: anywhere; }
            th { width: 12rem; color: #51606e; font-weight: 600; } td.label { width: 10rem; color: #174a6d; white-space: nowrap; }
            code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .8rem; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f8fafb; border: 1px solid #d5dde4; padding: .7rem; }
            .ended { border-left: 6px solid #b3261e; background: #fcebea; padding: .6rem 1rem; }
            ul { padding-left: 1.3rem; }
            @media print { html { background: #fff; font-size: 10pt; } main { max-width: none; margin: 0; padding: 0; }
              tr, pre { break-inside: avoid; } h2 { break-after: avoid; } }
            """;

    private final String language;
    private final ResourceBundle words;
    private final StringBuilder html = new StringBuilder();

    ContractPage(Language language) {
        this.language = language.name().toLowerCase(Locale.ROOT);
        this.words = ResourceBundle.getBundle(
                "org.sluis.connector.cli.contract",
                Locale.forLanguageTag(this.language),
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** The whole page of an agreement as the connector tells it. */
    String of(JsonNode contract) {
        html.setLength(0);
        html.append("<!DOCTYPE html>\n<html lang=\"")
                .append(language)
                .append("\" xmlns=\"http://www.w3.org/1999/xhtml\">\n");
        html.append("<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\"")
                .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>");
        text(words.getString("title"))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        element("h1", words.getString("title"));
        ended(contract);
        parties(contract);
        clauses(contract);
        element("h2", words.getString("labels"));
        html.append("<ul>\n");
        for (var label : new String[] {"enforced", "declaredLater", "attested", "declared", "unavailable"}) {
            element("li", words.getString("label." + label));
        }
        html.append("</ul>\n");
        element("h2", words.getString("agreed"));
        element("p", words.getString("agreed.why"));
        element("pre", contract.path("canonical").asText());
        html.append("</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private void ended(JsonNode contract) {
        if (!contract.path("state").asText().equals("active")) {
            html.append("<p class=\"ended\">");
            text(words.getString("ended") + " " + contract.path("endReason").asText())
                    .append("</p>\n");
        }
    }

    private void parties(JsonNode contract) {
        html.append("<table>\n");
        row("provider", party(contract, "provider"));
        row("consumer", party(contract, "consumer"));
        row("dataset", contract.path("dataset").asText());
        row("signed", contract.path("signedAt").asText());
        if (contract.has("until")) {
            row("until", contract.path("until").asText());
        }
        row("id", contract.path("id").asText());
        row("hash", contract.path("sha256").asText());
        html.append("</table>\n");
    }

    private static String party(JsonNode contract, String role) {
        var did = contract.path(role).asText();
        var name = contract.path(role + "Name").asText();
        return name.equals(did) ? did : name + " (" + did + ")";
    }

    private void row(String name, String value) {
        html.append("<tr>");
        element("th", words.getString(name));
        element("td", value);
        html.append("</tr>\n");
    }

    private void clauses(JsonNode contract) {
        element("h2", words.getString("terms"));
        html.append("<table>\n");
        for (var clause : contract.path("clauses")) {
            html.append("<tr>");
            element("td", clause.path("text").asText());
            html.append("<td class=\"label\">");
            text(clause.path("kept").asText()).append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private void element(String tag, String content) {
        html.append('<').append(tag).append('>');
        text(content).append("</").append(tag).append(">\n");
    }

    private StringBuilder text(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return html;
    }
}
