// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

/** One message in every language. */
public record Sentence(String en, String nl) {

    public String in(Language language) {
        return switch (language) {
            case EN -> en;
            case NL -> nl;
        };
    }
}
