// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/** When a decision is made; it settles which constraints cannot be due yet. */
public enum Moment {
    CATALOG,
    NEGOTIATION,
    TRANSFER,
    LEASE,
    RELEASE,
    RUNNING,
    USE
}
