// SPDX-License-Identifier: Apache-2.0
/** The Sluis profile of ODRL 2.2: what a policy can say, read strictly, written canonically and told in plain words. */
package org.sluis.policies.odrl;
