package io.irodsingest.common.handler;

import io.irodsingest.common.handler.python.JobValues;
import io.irodsingest.common.handler.python.PythonHandler;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.handlerfile.HandlerFiles;
import io.irodsingest.common.handlerfile.HandlerJar;
import io.irodsingest.common.handlerfile.InvalidHandlerException;
import io.irodsingest.common.handlerfile.YamlHandler;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.handlerapi.EventHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Makes event handlers of their files. */
public final class EventHandlers {
    private EventHandlers() {}

    /**
     * What an event handler of Python needs of its worker.
     *
     * @param values shared by all its calls
     */
    public record Python(PythonOptions options, JobValues values) {}

    /**
     * Makes an object of a job's event handler. Its constructor has the time that the specification gives a task.
     *
     * @param work that of the specification
     * @param python used for one of Python only
     * @throws HookFailedException when that fails; the job cannot be done then
     */
    public static HandlerPolicy load(JobSpec spec, EntryWork work, HandlerFile file, byte[] content, Python python)
            throws HookFailedException, InterruptedException {
        if (!HandlerFiles.digest(content).equals(file.digest())) {
            throw new HookFailedException("what Redis has of event handler " + file.fileName()
                    + " is not what was sent; start the job again");
        }
        try {
            return switch (file.form()) {
                case YAML -> ofYaml(spec, work, YamlHandler.parse(file.fileName(), content), file.fileName());
                case JAR -> ofJar(spec, work, HandlerJar.read(file.fileName(), content), file.fileName());
                case PYTHON -> ofPython(spec, work, python, file.fileName(), content);
            };
        } catch (InvalidHandlerException invalid) {
            throw new HookFailedException(invalid.getMessage());
        }
    }

    private static HandlerPolicy ofYaml(JobSpec spec, EntryWork work, YamlHandler handler, String fileName) {
        return new HandlerPolicy(spec, work, new LoadedHandler(handler, fileName, handler.wanted()),
                new BoundedCalls(fileName, new HandlerLoader(fileName, Map.of())));
    }

    private static HandlerPolicy ofJar(JobSpec spec, EntryWork work, HandlerJar jar, String fileName)
            throws HookFailedException, InterruptedException {
        HandlerLoader loader = new HandlerLoader(fileName, jar.entries());
        String name = jar.className() + " (" + fileName + ')';
        BoundedCalls calls = new BoundedCalls(name, loader);
        Duration limit = spec.options().retries().timeout();
        try {
            EventHandler handler = calls.call("the constructor", limit, () -> LoadedHandler.instance(jar, loader));
            Set<String> wanted = calls.call("the class", limit, () -> LoadedHandler.overridden(handler));
            return new HandlerPolicy(spec, work, new LoadedHandler(handler, name, wanted), calls);
        } catch (HookFailedException failed) {
            calls.close();
            throw failed;
        } catch (HookSkippedException skipped) {
            calls.close();
            throw new HookFailedException("the constructor of " + name + " failed: " + skipped.getMessage());
        }
    }

    private static HandlerPolicy ofPython(JobSpec spec, EntryWork work, Python python, String fileName, byte[] content)
            throws HookFailedException, InterruptedException {
        BoundedCalls calls = new BoundedCalls(fileName, new HandlerLoader(fileName, Map.of()));
        try {
            PythonHandler handler = calls.call("the beginning", spec.options().retries().timeout(), () -> PythonHandler
                    .load(spec, work, python.options(), python.values(), fileName, content));
            return new HandlerPolicy(spec, work, new LoadedHandler(handler, fileName, handler.wanted(),
                    PythonHandler::spelling, handler::close), calls);
        } catch (HookFailedException failed) {
            calls.close();
            throw failed;
        } catch (HookSkippedException impossible) {
            throw new IllegalStateException("loading an event handler of Python skips no entry", impossible);
        }
    }
}
