// SPDX-License-Identifier: Apache-2.0
/** The policy log: hashes and text forms that every room of it uses; pure, without clock or input and output. */
package org.sluis.policies.log;
