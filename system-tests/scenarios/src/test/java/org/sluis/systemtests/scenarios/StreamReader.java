// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a stream as it comes, and remembers when its last byte came. */
final class StreamReader implements AutoCloseable {

    private static final long BEGINS_WITHIN_MILLIS = 30_000;
    private static final int ENOUGH = 200_000;

    private final InputStream stream;
    private final Thread thread = new Thread(this::read, "stream-reader");
    private volatile long count;
    private volatile long lastNanos = System.nanoTime();

    StreamReader(InputStream stream) {
        this.stream = stream;
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until so much came that it is not only what buffers held. */
    void awaitSomething() {
        for (var waited = 0; count < ENOUGH; waited += 50) {
            if (!thread.isAlive() || waited > BEGINS_WITHIN_MILLIS) {
                throw new AssertionError("the stream ended or stalled after " + count + " bytes");
            }
            Pause.millis(50);
        }
        if (!thread.isAlive()) {
            throw new AssertionError("the stream ended by itself after " + count + " bytes");
        }
    }

    /** Waits for the end; answers how long after a moment the last byte came. Zero if it came before. */
    Duration lastByteAfter(long nanos, Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
        if (thread.isAlive()) {
            throw new AssertionError("the stream still runs after " + patience + " and " + count + " bytes");
        }
        return Duration.ofNanos(Math.max(0, lastNanos - nanos));
    }

    private void read() {
        var buffer = new byte[8192];
        var total = count;
        try {
            for (var length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                lastNanos = System.nanoTime();
                total += length;
                count = total;
            }
        } catch (IOException e) {
            // A stream that is cut off ends like this.
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
