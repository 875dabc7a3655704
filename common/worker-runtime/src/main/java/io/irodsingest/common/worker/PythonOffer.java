package io.irodsingest.common.worker;

import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.state.WorkerRegistry;
import java.util.List;

/** Tells with the beats of a worker whether it can run event handlers of Python. What was there when the process began counts. */
record PythonOffer(PythonOptions python) implements HandlerResources {
    @Override
    public List<String> offers() {
        return python.isThere() ? List.of(WorkerRegistry.PYTHON) : List.of();
    }

    @Override
    public void close() {
        // nothing is held
    }
}
