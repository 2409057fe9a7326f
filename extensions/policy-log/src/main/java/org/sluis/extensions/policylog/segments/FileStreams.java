// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A file read or written from its beginning. */
final class FileStreams {

    private FileStreams() {}

    static OutputStream out(LogFile file) {
        return new OutputStream() {
            private long position;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(ByteBuffer.wrap(bytes, offset, length), position);
                position += length;
            }
        };
    }

    static InputStream in(LogFile file) {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = file.read(ByteBuffer.wrap(bytes, offset, length), position);
                position += read;
                return read == 0 && length > 0 ? -1 : read;
            }
        };
    }
}
