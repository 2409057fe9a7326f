// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the work of a process at one of its calls to the outside, before or after the call took effect; from then on every call
 * fails, until the process is started again.
 */
public final class Kill {

    private final AtomicInteger calls = new AtomicInteger();
    private volatile int at = Integer.MAX_VALUE;
    private volatile boolean dead;

    /** Thrown in place of the end of a process. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at that call from now: an even number dies before call n/2, an odd one after it. */
    public void at(int point) {
        calls.set(0);
        dead = false;
        at = point;
    }

    /** Lives on. */
    public void never() {
        at(Integer.MAX_VALUE);
    }

    public boolean happened() {
        return dead;
    }

    /** The same port, whose calls count. */
    public <T> T on(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (dead) {
                throw new Killed();
            }
            var call = 2 * calls.getAndIncrement();
            dieAt(call);
            try {
                var result = method.invoke(port, args);
                dieAt(call + 1);
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void dieAt(int point) {
        if (point == at) {
            dead = true;
            throw new Killed();
        }
    }
}
