package io.irodsingest.workerbatch.plugin;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.worker.HandlerResources;
import io.irodsingest.common.worker.PostponedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the initializers of applications have opened: each when the first row or query of its application comes, and all closed with the
 * worker. An initializer that fails puts work back, and is asked again. Thread-safe.
 */
public final class Applications implements HandlerResources {
    private static final Logger LOG = LoggerFactory.getLogger(Applications.class);
    private static final String SETTINGS = "IRODS_INGEST_APP_";
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(5);
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(10);
    /** So long a thread waits while another one opens it; then its work is put back. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProcessorRegistry registry;
    private final Map<String, String> environment;
    private final Map<String, Application> opened = new ConcurrentHashMap<>();
    private final Map<String, String> failing = new ConcurrentHashMap<>();

    /** An application of which something was asked. */
    private static final class Application {
        private final ReentrantLock opening = new ReentrantLock();
        private Optional<AutoCloseable> resources = Optional.empty();
    }

    /** @param environment of the worker */
    public Applications(ProcessorRegistry registry, Map<String, String> environment) {
        this.registry = registry;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What the application's initializer has opened; empty when it has none.
     *
     * @throws PostponedException when it cannot be opened now
     */
    public Optional<AutoCloseable> resources(String app) throws InterruptedException {
        Optional<LoadedInitializer> initializer = registry.initializer(app);
        if (initializer.isEmpty()) {
            return Optional.empty();
        }
        Application application = opened.computeIfAbsent(app, name -> new Application());
        if (!application.opening.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new PostponedException("application " + app + ": its initializer " + initializer.get().label()
                    + " has not opened it yet");
        }
        try {
            if (application.resources.isEmpty()) {
                application.resources = Optional.of(open(app, initializer.get()));
                failing.remove(app);
            }
            return application.resources;
        } finally {
            application.opening.unlock();
        }
    }

    private AutoCloseable open(String app, LoadedInitializer initializer) throws InterruptedException {
        try {
            return initializer.calls().call("open", LONGEST_OPENING, () -> Objects.requireNonNull(
                    initializer.object().open(settings(app)), "open answered null"));
        } catch (HookFailedException | HookSkippedException failed) {
            String reason = "application " + app + ": " + failed.getMessage();
            failing.put(app, reason);
            throw new PostponedException(reason);
        }
    }

    /** What stands in the environment for an application, by what follows its prefix. */
    private Map<String, String> settings(String app) {
        String prefix = SETTINGS + app.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + '_';
        return environment.entrySet().stream().filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue,
                        (one, other) -> one, TreeMap::new));
    }

    @Override
    public List<String> offers() {
        return registry.all().stream().map(LoadedProcessor::offer).sorted().toList();
    }

    @Override
    public List<String> troubles() {
        return failing.values().stream().sorted().toList();
    }

    /** Also interrupts calls of processors that have not returned. */
    @Override
    public void close() {
        for (String app : List.copyOf(opened.keySet())) {
            Application application = opened.remove(app);
            registry.initializer(app).ifPresent(
                    one -> application.resources.ifPresent(resources -> close(one, resources)));
        }
        registry.all().forEach(processor -> processor.calls().close());
        registry.initializers().forEach(initializer -> initializer.calls().close());
    }

    private static void close(LoadedInitializer initializer, AutoCloseable resources) {
        try {
            initializer.calls().call("close of what was opened", LONGEST_CLOSING, () -> {
                resources.close();
                return null;
            });
        } catch (HookFailedException | HookSkippedException failed) {
            LOG.warn("{}", failed.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
