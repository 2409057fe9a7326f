// SPDX-License-Identifier: Apache-2.0
/** Seeded generators of cases of the machine interface: policies mostly of the profile, requests, facts. */
package org.sluis.policies.testkit.cases;
