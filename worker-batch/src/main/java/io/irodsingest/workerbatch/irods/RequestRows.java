package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.RowResults;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
            throws UnavailableException, IrodsException, InterruptedException {
        Open open = new Open(results);
        for (Row row : rows) {
            try {
                open.begin(row, first(new RowFields(row, fields, limits)));
            } catch (UnusableRowException unusable) {
                results.put(row, RowResult.failure(unusable.getMessage()));
            }
        }
        ConnectionLosses<Waiting> losses = new ConnectionLosses<>(open::giveUp);
        losses.run(session, () -> {
            while (!open.rows.isEmpty()) {
                for (List<Waiting> group : losses.groups(open.rows)) {
                    losses.during(group, () -> {
                        session.perform(group.stream().map(waiting -> waiting.ask.request()).toList(),
                                (request, reply) -> open.answered(group.get(request), reply));
                        return null;
                    });
                }
            }
            return null;
        });
    }

    /** A row that has no result. Told apart by identity. */
    private static final class Waiting {
        private final Row row;
        private Next.Ask ask;

        Waiting(Row row, Next.Ask ask) {
            this.row = row;
            this.ask = ask;
        }
    }

    /** The rows that have no result, and where results go. */
    private static final class Open {
        private final RowResults results;
        private final Set<Waiting> rows = new LinkedHashSet<>();

        Open(RowResults results) {
            this.results = results;
        }

        void begin(Row row, Next next) {
            switch (next) {
                case Next.Ask ask -> rows.add(new Waiting(row, ask));
                case Next.Done done -> results.put(row, done.result());
            }
        }

        void answered(Waiting waiting, Reply reply) {
            switch (waiting.ask.after().apply(reply)) {
                case Next.Ask ask -> waiting.ask = ask;
                case Next.Done done -> end(waiting, done.result());
            }
        }

        void giveUp(Waiting waiting, String reason) {
            end(waiting, RowResult.failure(RowFields.printable(waiting.ask.request().path()) + ": " + reason));
        }

        private void end(Waiting waiting, RowResult result) {
            rows.remove(waiting);
            results.put(waiting.row, result);
        }
    }
}
