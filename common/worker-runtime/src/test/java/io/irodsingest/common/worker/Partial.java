package io.irodsingest.common.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** A port of which a test implements those methods that it needs; the others say that they are missing. */
public final class Partial {
    private Partial() {}

    /** @param implementation has some of the port's methods, with the same names and parameters */
    public static <T> T of(Class<T> port, Object implementation) {
        return port.cast(Proxy.newProxyInstance(Partial.class.getClassLoader(), new Class<?>[]{port},
                (proxy, method, arguments) -> call(implementation, method, arguments)));
    }

    private static Object call(Object implementation, Method method, Object[] arguments) throws Throwable {
        Method own = Arrays.stream(implementation.getClass().getDeclaredMethods())
                .filter(one -> one.getName().equals(method.getName())
                        && Arrays.equals(one.getParameterTypes(), method.getParameterTypes()))
                .findFirst().orElseThrow(() -> new UnsupportedOperationException(method + " is not expected here"));
        own.setAccessible(true);
        try {
            return own.invoke(implementation, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
