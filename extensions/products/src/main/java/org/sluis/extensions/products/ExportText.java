// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes of an export to text: UTF-8, with or without byte order mark, when they are; else the charset of the mapping. */
final class ExportText {
    private ExportText() {}

    static String decode(byte[] bytes, Charset otherwise) throws FaultException {
        if (bytes.length == 0) {
            throw new FaultException(Fault.ofFile(Sentences.emptyFile()));
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw new FaultException(Fault.ofFile(Sentences.utf16()));
        }
        refuseNul(bytes);
        boolean marked = startsWith(bytes, 0xEF, 0xBB, 0xBF);
        var text = strictly(bytes, StandardCharsets.UTF_8);
        if (text.cannotContinueAt() < 0) {
            return marked ? text.decoded().substring(1) : text.decoded();
        }
        // A file that is UTF-8 but for a damaged byte must not be read as something else: that would garble every name.
        if (marked || otherwise.equals(StandardCharsets.UTF_8) || mostlyUtf8(text.decoded())) {
            throw new FaultException(
                    new Fault(rowAt(bytes, text.cannotContinueAt()), "", Sentences.notInCharset("UTF-8")));
        }
        text = strictly(bytes, otherwise);
        if (text.cannotContinueAt() >= 0) {
            throw new FaultException(
                    new Fault(rowAt(bytes, text.cannotContinueAt()), "", Sentences.notInCharset(otherwise.name())));
        }
        return text.decoded();
    }

    private record Decoding(String decoded, int cannotContinueAt) {}

    private static Decoding strictly(byte[] bytes, Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        try {
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                result.throwException();
            }
            decoder.flush(out);
            return new Decoding(out.flip().toString(), -1);
        } catch (CharacterCodingException broken) {
            return new Decoding(out.flip().toString(), in.position());
        }
    }

    /** Whether several characters beyond ASCII were read well before the first broken one: chance does not do that. */
    private static boolean mostlyUtf8(String readBefore) {
        return readBefore.chars().filter(character -> character > 127).limit(3).count() == 3;
    }

    private static void refuseNul(byte[] bytes) throws FaultException {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new FaultException(new Fault(rowAt(bytes, i), "", Sentences.notText()));
            }
        }
    }

    private static int rowAt(byte[] bytes, int position) {
        int row = 1;
        for (int i = 0; i < position; i++) {
            row += bytes[i] == '\n' ? 1 : 0;
        }
        return row;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
