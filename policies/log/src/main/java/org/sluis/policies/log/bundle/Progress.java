// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

/** Port: hears how far long work has come; called often, so it must be quick. */
public interface Progress {

    /** Nobody listens. */
    Progress NONE = (step, done, all) -> {};

    /**
     * So many entries of all are done.
     *
     * @param step what is being done, for people
     */
    void entries(String step, long done, long all);
}
