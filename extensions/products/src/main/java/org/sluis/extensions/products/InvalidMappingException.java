// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

/** A mapping file means nothing; the message says where and what to write instead. */
public final class InvalidMappingException extends Exception {
    InvalidMappingException(String where, String problem) {
        super(where + ": " + problem);
    }
}
