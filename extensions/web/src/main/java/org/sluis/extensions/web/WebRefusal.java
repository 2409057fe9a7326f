// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

/** A request is answered with {@code application/problem+json}. The detail goes to the peer: no secrets, no internals. */
public final class WebRefusal extends Exception {

    private final int status;
    private final String title;

    public WebRefusal(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
