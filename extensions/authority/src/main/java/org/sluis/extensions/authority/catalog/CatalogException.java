// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

/** A member's catalog cannot be had or believed; the message is one line for people. */
final class CatalogException extends Exception {

    private static final long serialVersionUID = 1L;

    CatalogException(String message) {
        super(message, null, false, false);
    }
}
