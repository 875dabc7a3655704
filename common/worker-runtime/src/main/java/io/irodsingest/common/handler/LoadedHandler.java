package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.HandlerJar;
import io.irodsingest.handlerapi.EventHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An event handler, ready to be called.
 *
 * @param name for messages
 * @param wanted the methods that it overrides; the others are never called
 * @param spelling how its user writes the name of a method
 * @param release gives up what it holds; throws nothing
 */
record LoadedHandler(EventHandler handler, String name, Set<String> wanted, UnaryOperator<String> spelling,
        Runnable release) {

    /** One of Java, or of a declaration, which holds nothing but memory. */
    LoadedHandler(EventHandler handler, String name, Set<String> wanted) {
        this(handler, name, wanted, UnaryOperator.identity(), () -> {});
    }

    /** Makes an object of the event handler of a jar. What may be thrown is anything: the class's code runs. */
    static EventHandler instance(HandlerJar jar, ClassLoader loader) throws Exception {
        Class<?> type = Class.forName(jar.className(), true, loader);
        if (!EventHandler.class.isAssignableFrom(type)) {
            throw new ClassCastException(jar.className() + " does not implement " + EventHandler.class.getName());
        }
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            return (EventHandler) constructor.newInstance();
        } catch (java.lang.reflect.InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception inside ? inside : thrown;
        }
    }

    /** The methods of the interface that an object's class implements itself. */
    static Set<String> overridden(EventHandler handler) {
        return Arrays.stream(EventHandler.class.getMethods())
                .filter(method -> isOverridden(handler.getClass(), method)).map(Method::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOverridden(Class<?> type, Method method) {
        try {
            return type.getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass() != EventHandler.class;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
