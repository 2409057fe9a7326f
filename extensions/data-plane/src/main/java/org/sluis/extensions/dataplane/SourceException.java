// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

/** A source cannot deliver. The message goes to the consumer: it names neither addresses nor secrets. */
public final class SourceException extends Exception {
    private final int status;

    /**
     * What the consumer is answered.
     *
     * @param status HTTP status: 404, 416, 502, 503 or 504
     */
    public SourceException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
