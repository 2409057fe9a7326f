// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.Collection;

/** Everything that is said about exports. */
final class Sentences {
    private static final int LONGEST_QUOTE = 60;

    private Sentences() {}

    static Sentence emptyFile() {
        return new Sentence("the file is empty", "het bestand is leeg");
    }

    static Sentence noRows() {
        return new Sentence(
                "the file has a header but no rows; the export probably failed",
                "het bestand heeft een kopregel maar geen rijen; waarschijnlijk is de export mislukt");
    }

    static Sentence tooLarge(long bytes, long most) {
        return new Sentence(
                "the file is " + bytes + " bytes; at most " + most + " are read (setting products, fileLimit)",
                "het bestand is " + bytes + " bytes; er worden er hoogstens " + most
                        + " gelezen (instelling products, fileLimit)");
    }

    static Sentence tooManyRows(int most) {
        return new Sentence(
                "more than " + most + " rows; split the export or leave out finished orders",
                "meer dan " + most + " rijen; splits de export of laat afgeronde orders weg");
    }

    static Sentence notText() {
        return new Sentence(
                "there is a NUL byte here: this is not a text file, or it is damaged",
                "hier staat een NUL-byte: dit is geen tekstbestand, of het is beschadigd");
    }

    static Sentence utf16() {
        return new Sentence(
                "the file is UTF-16; save it as CSV UTF-8 or as windows-1252",
                "het bestand is UTF-16; bewaar het als CSV UTF-8 of als windows-1252");
    }

    static Sentence notInCharset(String charset) {
        return new Sentence(
                "a byte that does not exist in " + charset + "; set charset in mapping.yaml or export again",
                "een byte die in " + charset + " niet bestaat; zet charset in mapping.yaml goed of exporteer opnieuw");
    }

    static Sentence brokenQuotes() {
        return new Sentence("the quotes do not match here", "de aanhalingstekens kloppen hier niet");
    }

    static Sentence wrongSeparator(char wanted, char found) {
        return new Sentence(
                "columns are separated by " + quote(found) + " and mapping.yaml says " + quote(wanted),
                "de kolommen zijn gescheiden door " + quote(found) + " en mapping.yaml zegt " + quote(wanted));
    }

    static Sentence duplicateColumn() {
        return new Sentence("this column is there twice", "deze kolom staat er tweemaal in");
    }

    static Sentence missingColumn(Collection<String> found) {
        return new Sentence(
                "this column is missing; the file has: " + String.join(", ", found),
                "deze kolom ontbreekt; het bestand heeft: " + String.join(", ", found));
    }

    static Sentence unknownColumn() {
        return new Sentence(
                "mapping.yaml does not know this column; it is left out",
                "mapping.yaml kent deze kolom niet; zij wordt weggelaten");
    }

    static Sentence wrongWidth(int cells, int wanted) {
        return new Sentence(
                cells + " cells where the header has " + wanted,
                cells + " cellen waar de kopregel er " + wanted + " heeft");
    }

    static Sentence emptyCell() {
        return new Sentence("is empty", "is leeg");
    }

    static Sentence tooLong(int most) {
        return new Sentence("longer than " + most + " characters", "langer dan " + most + " tekens");
    }

    static Sentence controlCharacter() {
        return new Sentence("has an unprintable character", "heeft een onafdrukbaar teken");
    }

    static Sentence notADate(String value, String pattern) {
        return new Sentence(
                quote(value) + " is not a date of the form " + pattern,
                quote(value) + " is geen datum van de vorm " + pattern.replace('y', 'j'));
    }

    static Sentence notAWeek(String value) {
        return new Sentence(
                quote(value) + " is not an ISO week such as 2026-W47",
                quote(value) + " is geen ISO-week zoals 2026-W47");
    }

    static Sentence notMonday(String value) {
        return new Sentence(quote(value) + " is not a Monday", quote(value) + " is geen maandag");
    }

    static Sentence notANumber(String value, boolean comma) {
        var example = comma ? "1234,5" : "1234.5";
        return new Sentence(
                quote(value) + " is not a number such as " + example, quote(value) + " is geen getal zoals " + example);
    }

    static Sentence negative(String value) {
        return new Sentence(quote(value) + " is negative", quote(value) + " is negatief");
    }

    static Sentence untranslated(String value, Collection<String> known) {
        return new Sentence(
                quote(value) + " has no translation in mapping.yaml; known are " + String.join(", ", known),
                quote(value) + " heeft geen vertaling in mapping.yaml; bekend zijn " + String.join(", ", known));
    }

    static Sentence notACode(String value, Collection<String> known) {
        return new Sentence(
                quote(value) + " is none of " + String.join(", ", known),
                quote(value) + " is geen van " + String.join(", ", known));
    }

    static Sentence outsideSchema(String message) {
        return new Sentence("does not fit the schema: " + message, "past niet in het schema: " + message);
    }

    static Sentence sameAsRow(int row) {
        return new Sentence("the same key as row " + row, "dezelfde sleutel als rij " + row);
    }

    static Sentence moreThanStarted(String made, String started) {
        return new Sentence(
                made + " made (good and scrap) is more than the " + started + " started or ordered",
                made + " gemaakt (goed en uitval) is meer dan de " + started + " gestart of besteld");
    }

    static Sentence illegalStep(String from, String to) {
        return new Sentence(
                "the published state is " + from + "; " + to + " cannot follow it (rule stateSteps in mapping.yaml)",
                "de gepubliceerde toestand is " + from + "; daar kan " + to
                        + " niet op volgen (regel stateSteps in mapping.yaml)");
    }

    static Sentence etaPassed(String eta, String today) {
        return new Sentence(
                eta + " lies before " + today + " and the order is not done",
                eta + " ligt voor " + today + " en de order is niet klaar");
    }

    static Sentence noDelayReason(String before, String now) {
        return new Sentence(
                "moved from " + before + " to " + now + " without a reason",
                "verschoven van " + before + " naar " + now + " zonder reden");
    }

    static Sentence weekMissing(String week, String item, String customer) {
        return new Sentence(
                "week " + week + " is missing before this one, for item " + item + " of customer " + customer,
                "week " + week + " ontbreekt voor deze, bij artikel " + item + " van klant " + customer);
    }

    static Sentence snapshotChanged(String date, String item, String customer) {
        return new Sentence(
                "the forecast of " + date + " for item " + item + " of customer " + customer
                        + " is published and cannot change; give the new one a new date",
                "de prognose van " + date + " voor artikel " + item + " van klant " + customer
                        + " is gepubliceerd en kan niet meer wijzigen; geef de nieuwe een nieuwe datum");
    }

    static Sentence snapshotOlder(String date, String published, String customer) {
        return new Sentence(
                "the newest forecast of customer " + customer + " is of " + date + "; that of " + published
                        + " is already published",
                "de nieuwste prognose van klant " + customer + " is van " + date + "; die van " + published
                        + " is al gepubliceerd");
    }

    static String quote(char character) {
        return character == '\t' ? "TAB" : "\"" + character + "\"";
    }

    /** The value between quotes, cut and in one line: it comes from a file that may hold anything. */
    static String quote(String value) {
        var line = value.replaceAll("\\p{Cntrl}", " ");
        return "\"" + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "\u2026" : line) + "\"";
    }
}
