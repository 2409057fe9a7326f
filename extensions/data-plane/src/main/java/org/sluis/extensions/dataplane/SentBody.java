// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

/**
 * What of a body was handed to the connection.
 *
 * @param sha256 lower-case hex
 * @param whole whether that was all of it, and all of it was written
 */
record SentBody(long bytes, String sha256, boolean whole) {}
