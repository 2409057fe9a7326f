// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/** A permission, a prohibition, or a duty. */
public sealed interface Rule permits Permission, Prohibition, Duty {

    Action action();
}
