// SPDX-License-Identifier: Apache-2.0
/** Decides whether a policy allows a request, with reasons: pure, total, without clock or input and output. */
package org.sluis.policies.decision;
