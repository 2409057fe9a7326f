// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/**
 * Which part of the chain's catalog is wanted.
 *
 * @param words each must be the beginning of a word of the dataset or of its owner's name
 * @param after where the page before ended
 * @param offset how many to leave out after that
 * @param limit of the page
 */
public record ChainQuery(
        List<String> words,
        Optional<String> product,
        Optional<Did> member,
        Optional<Place> after,
        int offset,
        int limit) {

    public static final int MOST = 200;

    public ChainQuery {
        words = List.copyOf(words);
        if (limit < 1 || limit > MOST || offset < 0) {
            throw new IllegalArgumentException(
                    "a page has 1 to " + MOST + " datasets; asked were " + limit + " from " + offset + " on");
        }
    }

    /** The last dataset of a page. */
    public record Place(String member, String dataset) {}
}
