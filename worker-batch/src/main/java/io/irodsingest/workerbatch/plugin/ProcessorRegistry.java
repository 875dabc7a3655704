package io.irodsingest.workerbatch.plugin;

import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.Initializer;
import io.irodsingest.handlerapi.batch.SlowQueryProcessor;
import io.irodsingest.workerbatch.plugin.PluginObjects.Made;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processors of a worker, each under its application and operation, and the initializers of applications. Immutable. */
public final class ProcessorRegistry {
    /** Without any. */
    public static final ProcessorRegistry EMPTY = new ProcessorRegistry();

    private final Map<Processor, LoadedProcessor> processors = new LinkedHashMap<>();
    private final Map<String, LoadedInitializer> initializers = new LinkedHashMap<>();

    private ProcessorRegistry() {}

    /**
     * Those of the class path, and of the jars of a directory.
     *
     * @throws InvalidPluginException when some cannot be had, or two are there for the same
     */
    public static ProcessorRegistry load(Optional<Path> directory) throws InvalidPluginException, InterruptedException {
        List<Plugin> plugins = new ArrayList<>(List.of(Plugin.ofClassPath()));
        if (directory.isPresent()) {
            plugins.addAll(PluginDirectory.read(directory.get()));
        }
        ProcessorRegistry registry = new ProcessorRegistry();
        for (Plugin plugin : plugins) {
            registry.addInitializers(plugin);
        }
        for (Plugin plugin : plugins) {
            registry.addProcessors(plugin);
        }
        return registry;
    }

    private void addInitializers(Plugin plugin) throws InvalidPluginException, InterruptedException {
        for (Made<Initializer> made : PluginObjects.of(plugin, Initializer.class)) {
            String app = id(made, PluginObjects.asked(made, "app", Initializer::app), "open").app();
            LoadedInitializer one = new LoadedInitializer(made.object(), made.label(), made.calls());
            LoadedInitializer other = initializers.putIfAbsent(app, one);
            if (other != null) {
                throw twice("the initializer of " + app, other.label(), one.label());
            }
        }
    }

    private void addProcessors(Plugin plugin) throws InvalidPluginException, InterruptedException {
        List<LoadedProcessor> found = new ArrayList<>();
        for (Made<BatchProcessor> made : PluginObjects.of(plugin, BatchProcessor.class)) {
            found.add(new LoadedProcessor.OfRows(id(made, PluginObjects.asked(made, "app", BatchProcessor::app),
                    PluginObjects.asked(made, "op", BatchProcessor::op)), made.object(), made.label(), made.calls()));
        }
        for (Made<SlowQueryProcessor> made : PluginObjects.of(plugin, SlowQueryProcessor.class)) {
            found.add(new LoadedProcessor.OfQuery(id(made, PluginObjects.asked(made, "app", SlowQueryProcessor::app),
                    PluginObjects.asked(made, "op", SlowQueryProcessor::op)), made.object(), made.label(),
                    made.calls()));
        }
        if (found.isEmpty() && !plugin.mayBeEmpty()) {
            throw new InvalidPluginException(plugin.name() + " has no processor: its file META-INF/services/"
                    + BatchProcessor.class.getName() + ", or that of " + SlowQueryProcessor.class.getSimpleName()
                    + ", must name the class of one");
        }
        for (LoadedProcessor one : found) {
            LoadedProcessor other = processors.putIfAbsent(one.id(), one);
            if (other != null) {
                throw twice(one.id().toString(), other.label(), one.label());
            }
        }
    }

    private static Processor id(Made<?> made, String app, String op) throws InvalidPluginException {
        try {
            return new Processor(app, op);
        } catch (InvalidJobException noName) {
            throw new InvalidPluginException(made.label() + ": " + noName.getMessage());
        }
    }

    private static InvalidPluginException twice(String what, String one, String other) {
        return new InvalidPluginException(
                what + " is there twice: " + one + " and " + other + "; take one of them away");
    }

    /** The processor of batches, or of slow queries, of that name; empty when this worker has none. */
    public <T extends LoadedProcessor> Optional<T> find(Processor id, Class<T> kind) {
        return Optional.ofNullable(processors.get(id)).filter(kind::isInstance).map(kind::cast);
    }

    /** All of them. */
    public Collection<LoadedProcessor> all() {
        return Collections.unmodifiableCollection(processors.values());
    }

    Optional<LoadedInitializer> initializer(String app) {
        return Optional.ofNullable(initializers.get(app));
    }

    Collection<LoadedInitializer> initializers() {
        return initializers.values();
    }
}
