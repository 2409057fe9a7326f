// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import java.time.Instant;

/**
 * House rules as they were set.
 *
 * @param number counts from 1
 * @param text the document, character for character
 * @param sha256 of its UTF-8 bytes, lower-case hex
 * @param by pseudonym of who set them; "" if it is not known
 */
public record HouseRulesVersion(long number, String text, String sha256, Instant at, String by) {}
