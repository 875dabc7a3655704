package io.irodsingest.cli.handler;

import io.irodsingest.cli.CommandException;
import io.irodsingest.handlerapi.EventHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds methods of an event handler that look like those of the interface, and that nobody would ever call. */
final class HookSignatures {
    private HookSignatures() {}

    /**
     * @param file for the message
     * @throws CommandException that names the right parameters; one that has them besides is no mistake
     */
    static void check(String file, Class<?> handler) {
        for (Method method : methods(handler)) {
            Optional<Method> meant = meant(method);
            if (meant.isPresent() && !overrides(handler, meant.get())) {
                throw CommandException.wrongUse("event handler '" + file + "': nobody would call "
                        + signature(handler, method) + ", the method of event handlers is "
                        + signature(EventHandler.class, meant.get()));
            }
        }
    }

    /** Public ones that were written for the handler, in the classes above it too. */
    private static Set<Method> methods(Class<?> handler) {
        Set<Method> methods = new LinkedHashSet<>();
        for (Class<?> type = handler; type != null && type != Object.class; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                    .forEach(methods::add);
        }
        return methods;
    }

    private static Optional<Method> meant(Method method) {
        return Arrays.stream(EventHandler.class.getMethods())
                .filter(hook -> hook.getName().equalsIgnoreCase(method.getName())).findFirst();
    }

    private static boolean overrides(Class<?> handler, Method hook) {
        return methods(handler).stream().anyMatch(method -> method.getName().equals(hook.getName())
                && Arrays.equals(method.getParameterTypes(), hook.getParameterTypes()));
    }

    private static String signature(Class<?> type, Method method) {
        return type.getSimpleName() + '.' + method.getName() + Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }
}
