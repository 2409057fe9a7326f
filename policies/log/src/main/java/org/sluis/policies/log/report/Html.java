// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.List;

/** Writes a page that is HTML and well-formed XML at once; every text is escaped, nothing is loaded and nothing runs. */
final class Html {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <meta name="viewport" content="width=device-width"/>
            """;

    /** Characters. */
    private static final int LONGEST_WORD = 14;

    private final Appendable out;
    private List<Boolean> numeric = List.of();

    Html(Appendable out) {
        this.out = out;
    }

    void begin(String title) throws IOException {
        out.append(HEAD)
                .append("<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(Style.SHEET)
                .append("</style>\n</head>\n<body>\n<main>\n");
    }

    void end() throws IOException {
        out.append("</main>\n</body>\n</html>\n");
    }

    /** A tag, with a class of {@link Style} unless that is empty. */
    Html open(String tag, String kind) throws IOException {
        out.append('<').append(tag);
        if (!kind.isEmpty()) {
            out.append(" class=\"").append(escaped(kind)).append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String tag) throws IOException {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    void element(String tag, String kind, String text) throws IOException {
        open(tag, kind);
        out.append(escaped(text));
        close(tag);
    }

    void heading(String text) throws IOException {
        element("h2", "", text);
    }

    void paragraph(String text) throws IOException {
        element("p", "", text);
    }

    /** Begins a table; a column whose title begins with # has numbers. */
    void table(String kind, List<String> titles) throws IOException {
        numeric = titles.stream().map(title -> title.startsWith("#")).toList();
        open("table", kind).open("thead", "").open("tr", "");
        for (int i = 0; i < titles.size(); i++) {
            element("th", numeric.get(i) ? "number" : "", titles.get(i).substring(numeric.get(i) ? 1 : 0));
        }
        close("tr").close("thead").open("tbody", "");
    }

    void row(String kind, List<String> cells) throws IOException {
        open("tr", kind);
        for (int i = 0; i < cells.size(); i++) {
            open("td", numeric.get(i) ? "number" : "");
            out.append(breakable(cells.get(i)));
            close("td");
        }
        close("tr");
    }

    /** A table of names and values, without a header. */
    void pairs(List<List<String>> rows) throws IOException {
        numeric = List.of(false, false);
        open("table", "pairs").open("tbody", "");
        for (var row : rows) {
            row("", row);
        }
        endTable();
    }

    void endTable() throws IOException {
        close("tbody").close("table");
    }

    /** The same, where a narrow column may break what is too long for a word, such as a hash. */
    private static String breakable(String text) {
        var broken = new StringBuilder();
        int length = 0;
        for (var point : Printable.text(text).codePoints().toArray()) {
            length = Character.isWhitespace(point) ? 0 : length + 1;
            if (length > LONGEST_WORD) {
                broken.append("<wbr/>");
                length = 1;
            }
            broken.append(markup(Character.toString(point)));
        }
        return broken.toString();
    }

    /** Text with nothing in it that could be markup, and nothing that hides. */
    static String escaped(String text) {
        return markup(Printable.text(text));
    }

    private static String markup(String printable) {
        return printable
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
