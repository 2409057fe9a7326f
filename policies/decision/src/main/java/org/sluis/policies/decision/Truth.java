// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/**
 * Sets of truth values in strong Kleene logic, as bits. A set with one member is a settled value; {@link #OPEN} stands for what
 * cannot be due yet and may turn out true or false. A constraint occurs once in its tree, so the values that a combination can
 * take follow from the values its members can take.
 */
final class Truth {

    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int UNDETERMINED = 4;
    static final int OPEN = TRUE | FALSE;

    private static final int[] SINGLE = {TRUE, FALSE, UNDETERMINED};

    // What xone has seen so far: how many true, and whether any undetermined. Two true settle it.
    private static final int NONE = 1;
    private static final int ONE = 2;
    private static final int NONE_AND_UNDETERMINED = 4;
    private static final int ONE_AND_UNDETERMINED = 8;
    private static final int TWO = 16;
    private static final int[] STATES = {NONE, ONE, NONE_AND_UNDETERMINED, ONE_AND_UNDETERMINED, TWO};

    /** The start of a chain of {@link #xone}. */
    static final int XONE_START = NONE;

    private Truth() {}

    static int of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    static int and(int some, int others) {
        int values = (some & others) & TRUE;
        values |= (some | others) & FALSE;
        boolean undetermined = ((some & UNDETERMINED) != 0 && (others & (TRUE | UNDETERMINED)) != 0)
                || ((others & UNDETERMINED) != 0 && (some & (TRUE | UNDETERMINED)) != 0);
        return undetermined ? values | UNDETERMINED : values;
    }

    static int or(int some, int others) {
        return not(and(not(some), not(others)));
    }

    private static int not(int values) {
        return ((values & TRUE) << 1) | ((values & FALSE) >> 1) | (values & UNDETERMINED);
    }

    /** Adds one member's values to the states that the members before it can have led to. */
    static int xone(int states, int values) {
        int next = 0;
        for (int state : STATES) {
            for (int value : SINGLE) {
                if ((states & state) != 0 && (values & value) != 0) {
                    next |= step(state, value);
                }
            }
        }
        return next;
    }

    private static int step(int state, int value) {
        if (state == TWO || value == FALSE) {
            return state;
        }
        if (value == UNDETERMINED) {
            return state == NONE || state == NONE_AND_UNDETERMINED ? NONE_AND_UNDETERMINED : ONE_AND_UNDETERMINED;
        }
        return switch (state) {
            case NONE -> ONE;
            case NONE_AND_UNDETERMINED -> ONE_AND_UNDETERMINED;
            default -> TWO;
        };
    }

    /** The values of a whole xone. */
    static int xoneValues(int states) {
        int values = (states & ONE) != 0 ? TRUE : 0;
        values |= (states & (NONE | TWO)) != 0 ? FALSE : 0;
        return (states & (NONE_AND_UNDETERMINED | ONE_AND_UNDETERMINED)) != 0 ? values | UNDETERMINED : values;
    }
}
