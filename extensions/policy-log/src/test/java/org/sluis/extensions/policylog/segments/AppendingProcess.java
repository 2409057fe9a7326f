// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.draft;
import static org.sluis.extensions.policylog.segments.Drafts.signer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluis.policies.log.note.Checkpoint;

/** Appends until it is killed; tells each acknowledged entry, and each checkpoint, on its output at once. */
final class AppendingProcess {

    private static final int THREADS = 8;

    private AppendingProcess() {}

    /** Arguments: folder, folder of the keys, the first number to append. */
    public static void main(String[] arguments) throws Exception {
        var log = SegmentedLog.open(Path.of(arguments[0]), Path.of(arguments[1]), CLOCK);
        var out = Channels.newChannel(System.out);
        tell(out, "ready");
        var number = new AtomicInteger(Integer.parseInt(arguments[2]));
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> append(log, out, number)).start();
        }
        while (true) {
            var head = Checkpoint.parse(log.checkpoint(signer()).text())
                    .orElseThrow()
                    .head();
            tell(out, "checkpoint " + head.size() + " " + head.root().hex());
            Thread.sleep(5);
        }
    }

    private static void append(SegmentedLog log, WritableByteChannel out, AtomicInteger number) {
        try {
            while (true) {
                int next = number.getAndIncrement();
                long index = log.append(draft(next, "a" + next % 5, "b"));
                tell(out, "entry " + index + " " + next);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized void tell(WritableByteChannel out, String line) throws IOException {
        out.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
