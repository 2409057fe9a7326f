// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

/** Answers requests below one path of the public listener. */
@FunctionalInterface
public interface WebResource {

    /**
     * Answers one request. What it throws besides is answered 500 without detail.
     *
     * @throws WebRefusal to answer with a problem
     */
    WebAnswer answer(WebRequest request) throws WebRefusal;

    /** Whether a body is plain text ({@code text/plain}, UTF-8) instead of JSON. */
    default boolean takesText() {
        return false;
    }
}
