package io.irodsingest.workerbatch.plugin;

import io.irodsingest.common.handler.BoundedCalls;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Makes objects of the classes that a plug-in names for a service. */
final class PluginObjects {
    /** More than a constructor needs that only remembers; what takes long belongs in an initializer. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private PluginObjects() {}

    /**
     * An object of a plug-in.
     *
     * @param label its class and where that was found
     * @param calls threads for its methods
     */
    record Made<T>(T object, String label, BoundedCalls calls) {}

    /** Asks an object something, like the name of its application. */
    @FunctionalInterface
    interface Question<T> {
        String ask(T object) throws Exception;
    }

    static <T> List<Made<T>> of(Plugin plugin, Class<T> service) throws InvalidPluginException, InterruptedException {
        List<Made<T>> made = new ArrayList<>();
        for (Class<? extends T> type : types(plugin, service)) {
            String label = type.getName() + " (" + plugin.name() + ')';
            BoundedCalls calls = new BoundedCalls(label, plugin.loader());
            made.add(new Made<>(called(calls, "the constructor", () -> instance(type)), label, calls));
        }
        return made;
    }

    /** What an object answers; what it throws is the plug-in's fault. */
    static <T> String asked(Made<T> made, String method, Question<T> question)
            throws InvalidPluginException, InterruptedException {
        return called(made.calls(), method, () -> question.ask(made.object()));
    }

    private static <T> T called(BoundedCalls calls, String what, java.util.concurrent.Callable<T> work)
            throws InvalidPluginException, InterruptedException {
        try {
            return calls.call(what, LIMIT, work);
        } catch (HookFailedException | HookSkippedException failed) {
            throw new InvalidPluginException(failed.getMessage());
        }
    }

    private static <T> T instance(Class<? extends T> type) throws Exception {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception inside ? inside : thrown;
        }
    }

    private static <T> List<Class<? extends T>> types(Plugin plugin, Class<T> service) throws InvalidPluginException {
        List<Class<? extends T>> types = new ArrayList<>();
        try {
            ServiceLoader.load(service, plugin.loader()).stream().forEach(provider -> types.add(provider.type()));
            return types;
        } catch (ServiceConfigurationError | LinkageError wrong) {
            throw new InvalidPluginException(plugin.name() + ": " + wrong.getMessage());
        }
    }
}
