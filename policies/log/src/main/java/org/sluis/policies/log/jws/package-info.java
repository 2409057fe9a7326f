// SPDX-License-Identifier: Apache-2.0
/** Signatures by identity keys (RFC 7515), read strictly and verified with what Java and the note signatures have. */
package org.sluis.policies.log.jws;
