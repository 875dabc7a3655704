package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchTask.AnswerQuery;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.handlerapi.batch.QueryContext;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.workerbatch.plugin.LoadedProcessor.OfQuery;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Has a slow query answered. Belongs to the thread of the task. */
final class QueryCall implements Calls.Work {
    private static final String NAME = "answer";

    private final Found<OfQuery> found;
    private final SubmittedRow row;
    private final Duration limit;
    private final long mostBytes;
    private QueryOutput output;
    private AtomicReference<RowResult> answer = new AtomicReference<>();
    private boolean called;
    private Optional<String> trouble = Optional.empty();

    /**
     * @param limit how long it may take
     * @param mostBytes of its output files
     */
    QueryCall(Found<OfQuery> found, AnswerQuery task, BatchRow row, Duration limit, long mostBytes) {
        this.found = found;
        this.row = new SubmittedRow(row.line(), row.json(), task.retry());
        this.limit = limit;
        this.mostBytes = mostBytes;
        this.output = new QueryOutput(mostBytes);
    }

    /** What the processor works with. */
    private static final class Context extends CallContext implements QueryContext {
        private final QueryOutput output;

        Context(CallFacts facts, ProcessorCall call, QueryOutput output) {
            super(facts, call);
            this.output = output;
        }

        @Override
        public Writer output(String name) throws IOException {
            return output.open(name);
        }
    }

    /** Its output files, which the caller closes. */
    QueryOutput output() {
        return output;
    }

    /** What came of it, when all is over. */
    RowResult result() {
        RowResult given = answer.get();
        return trouble.or(output::refusal).map(RowResult::failure).orElseGet(() -> given == null
                ? RowResult.failure(found.processor().label() + " gave no result (null)")
                : given);
    }

    @Override
    public Optional<ProcessorCall> next() {
        if (called) {
            return Optional.empty();
        }
        called = true;
        QueryOutput files = output;
        AtomicReference<RowResult> answers = answer;
        try {
            return Optional.of(ProcessorCall.begin(found.processor(), NAME, call -> answers
                    .set(found.processor().object().answer(row, new Context(found.facts(), call, files)))));
        } catch (HookFailedException notCalled) {
            trouble = Optional.of(notCalled.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void look(ProcessorCall call) {
        if (call.time().compareTo(limit) > 0) {
            call.abandon();
            trouble = Optional.of(found.processor().label() + " took longer than " + limit.toSeconds() + " s");
        }
    }

    /** When iRODS is lost, it is answered anew, and what was written is thrown away. */
    @Override
    public void ended(ProcessorCall call) throws InterruptedException {
        if (trouble.isPresent()) {
            return;
        }
        Optional<String> failure = call.failure();
        if (call.isLost() && !(answer.get() instanceof RowResult.Success)) {
            output.close();
            output = new QueryOutput(mostBytes);
            answer = new AtomicReference<>();
            called = false;
        } else {
            trouble = failure;
        }
    }

    @Override
    public void hopeless(String reason) {
        trouble = Optional.of(reason);
    }
}
