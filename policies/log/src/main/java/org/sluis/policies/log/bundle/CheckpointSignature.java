// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.OptionalLong;

/**
 * A signature on a bundle's newest checkpoint that verified under a believed key.
 *
 * @param time seconds since 1970 that a cosignature states; empty for other signatures
 */
public record CheckpointSignature(BundleKey key, OptionalLong time) {}
