// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** How many statements a thread sends to the database. */
public final class CountedStatements {

    private static final ThreadLocal<Integer> COUNT = ThreadLocal.withInitial(() -> 0);

    private CountedStatements() {}

    /** Statements of the current thread during a task. */
    public static int during(Runnable task) {
        int before = COUNT.get();
        task.run();
        return COUNT.get() - before;
    }

    static DataSource around(DataSource database) {
        return proxy(DataSource.class, database);
    }

    private static <T> T proxy(Class<T> type, T counted) {
        return type.cast(Proxy.newProxyInstance(
                CountedStatements.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        COUNT.set(COUNT.get() + 1);
                    }
                    try {
                        var result = method.invoke(counted, arguments);
                        return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
