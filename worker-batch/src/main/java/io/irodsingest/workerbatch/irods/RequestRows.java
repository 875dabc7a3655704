package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.RowResults;
import java.util.ArrayList;
import java.util.List;

/** Rows each of which is a request, or a few one after the other. Those of all rows go out together. */
abstract class RequestRows implements IrodsRows {
    private final List<String> fields;

    /** @param fields the names that a row may have */
    RequestRows(List<String> fields) {
        this.fields = List.copyOf(fields);
    }

    /** What a row asks for first. */
    abstract Next first(RowFields row) throws UnusableRowException;

    @Override
    public final void processAll(List<Row> rows, RowResults results, IrodsSession session, Limits limits)
            throws UnavailableException {
        Round round = new Round(results);
        for (Row row : rows) {
            try {
                round.add(row, first(new RowFields(row, fields, limits)));
            } catch (UnusableRowException unusable) {
                results.put(row, RowResult.failure(unusable.getMessage()));
            }
        }
        while (!round.open.isEmpty()) {
            round = round.after(session);
        }
    }

    /** Rows that wait for an answer. */
    private record Round(RowResults results, List<Waiting> open) {
        private record Waiting(Row row, Next.Ask ask) {}

        Round(RowResults results) {
            this(results, new ArrayList<>());
        }

        void add(Row row, Next next) {
            switch (next) {
                case Next.Ask ask -> open.add(new Waiting(row, ask));
                case Next.Done done -> results.put(row, done.result());
            }
        }

        Round after(IrodsSession session) throws UnavailableException {
            List<Reply> replies = session.perform(open.stream().map(waiting -> waiting.ask().request()).toList());
            Round next = new Round(results);
            for (int i = 0; i < replies.size(); i++) {
                next.add(open.get(i).row(), open.get(i).ask().after().apply(replies.get(i)));
            }
            return next;
        }
    }
}
