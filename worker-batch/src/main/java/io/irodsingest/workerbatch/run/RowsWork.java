package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchTask.ProcessRows;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.workerbatch.plugin.LoadedProcessor.OfRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Has the rows of a chunk worked on: all that are left in one call. A processor that takes one row at a time has its time for each; when
 * it takes too long for one, that row fails, and the others are worked on in another call. Belongs to the thread of the task.
 */
final class RowsWork implements Calls.Work {
    private final OfRows processor;
    private final CallFacts facts;
    private final Chunk chunk;
    private final ProcessRows rest;
    private final TaskContext context;
    private final Crashes crashes;
    private final Times times;
    private RowTaker taker;
    private volatile SubmittedRow current;
    private List<SubmittedRow> called = List.of();
    private int before;
    private long written = System.nanoTime();

    /**
     * How long things take.
     *
     * @param row how long a row may take
     * @param call how long a call may go on while no result comes that can be written, whatever its rows may
     * @param part after that, results are written while the call goes on
     */
    record Times(Duration row, Duration call, Duration part) {}

    RowsWork(OfRows processor, CallFacts facts, Chunk chunk, ProcessRows rest, TaskContext context, Crashes crashes,
            Times times) {
        this.crashes = crashes;
        this.processor = processor;
        this.facts = facts;
        this.chunk = chunk;
        this.rest = rest;
        this.context = context;
        this.times = times;
    }

    /** What is reached stays when the task is cut off or given up; then what is left fails, or is left to others. */
    void keepIfCutOff() {
        context.ifCutOff(error -> {
            chunk.failRest(error);
            return chunk.end(context.now());
        });
        context.whenGivenUp(() -> chunk.hasNews()
                ? Optional.of(new Outcome.Part(chunk.part().done(), rest))
                : Optional.empty());
    }

    @Override
    public Optional<ProcessorCall> next() throws InterruptedException {
        List<SubmittedRow> rows = chunk.open();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        if (crashes.isCareful()) {
            if (chunk.hasNews()) {
                write();
            }
            rows = rows.subList(0, 1);
            crashes.begins(rows.getFirst().line());
        }
        return begin(rows);
    }

    private Optional<ProcessorCall> begin(List<SubmittedRow> rows) {
        RowTaker taking = new RowTaker(chunk, processor.label(), rows);
        taker = taking;
        current = null;
        called = rows;
        before = chunk.open().size();
        try {
            ProcessorCall call = ProcessorCall.begin(processor, processor.takesAll() ? "processAll" : "process",
                    calling -> work(rows, taking, calling));
            return Optional.of(call);
        } catch (HookFailedException notCalled) {
            chunk.failRest(notCalled.getMessage());
            return Optional.empty();
        }
    }

    private void work(List<SubmittedRow> rows, RowTaker taking, ProcessorCall call) throws Exception {
        taking.unless(call::isLost);
        BatchContext work = new CallContext(facts, call);
        if (processor.takesAll()) {
            processor.object().processAll(List.<Row>copyOf(rows), taking, work);
            return;
        }
        for (SubmittedRow row : rows) {
            if (taking.isClosed() || call.isLost()) {
                return;
            }
            call.beginsAnew();
            current = row;
            taking.run(row, () -> processor.object().process(row, work));
        }
    }

    @Override
    public void look(ProcessorCall call) throws InterruptedException {
        Optional<Duration> passed = passed(call);
        if (passed.isPresent()) {
            taker.close();
            call.abandon();
            failLate(processor.label() + " took longer than " + seconds(passed.get()));
        } else if (System.nanoTime() - written > times.part().toNanos() && chunk.hasNews()) {
            write();
        }
    }

    private void write() throws InterruptedException {
        Chunk.Part part = chunk.part();
        context.commitPart(part.done(), rest);
        chunk.written(part);
        keepIfCutOff();
        written = System.nanoTime();
    }

    /** The limit that a call has passed: that of its rows, or that of a task of which nothing is written. */
    private Optional<Duration> passed(ProcessorCall call) {
        Duration rows = processor.takesAll() ? times.row().multipliedBy(called.size()) : times.row();
        Duration silence = Duration.ofNanos(System.nanoTime() - written);
        if (call.time().compareTo(rows) > 0) {
            return Optional.of(rows);
        }
        return call.time().compareTo(times.call()) > 0 && silence.compareTo(times.call()) > 0
                ? Optional.of(times.call())
                : Optional.empty();
    }

    private void failLate(String message) {
        SubmittedRow late = current;
        if (late == null) {
            failCalled(message + (processor.takesAll() ? " for its rows" : ""));
        } else {
            chunk.put(ResultForms.failed(late.line(), message));
        }
    }

    @Override
    public void ended(ProcessorCall call) throws InterruptedException {
        taker.close();
        Optional<String> failure = call.failure();
        if (call.isLost()) {
            return;
        }
        SubmittedRow last = current;
        if (failure.isPresent() && last != null) {
            chunk.put(ResultForms.failed(last.line(), failure.get()));
        }
        if (last == null || chunk.open().size() == before) {
            failCalled(failure.orElse(processor.label() + " gave no result for the row"));
        }
    }

    /** Fails what the call was to work on and has no result. */
    private void failCalled(String message) {
        called.forEach(row -> chunk.put(ResultForms.failed(row.line(), message)));
    }

    @Override
    public void hopeless(String reason) {
        chunk.failRest(reason);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
