package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A question about the data objects below a collection, whose answer is a table. */
abstract class CollectionQuestion implements IrodsQuery {
    private static final JsonMapper JSON = new JsonMapper();
    private final List<String> fields;

    /** @param fields the names that a question may have beside the collection and the format of the answer */
    CollectionQuestion(List<String> fields) {
        List<String> all = new ArrayList<>(List.of("path", "format"));
        all.addAll(fields);
        this.fields = List.copyOf(all);
    }

    /** What is looked for, with what the question says about it. */
    interface Search extends Closeable {
        List<String> columns();

        /** Goes through the objects, writes what is found and notes totals. */
        void through(SortedObjects objects, Table found, ObjectNode totals) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** @param collection that is looked at */
    abstract Search search(String collection, RowFields question, Manifests manifests)
            throws UnusableRowException, IOException;

    @Override
    public final RowResult answer(Row input, Means means)
            throws UnavailableException, IrodsException, IOException, InterruptedException {
        try {
            RowFields question = new RowFields(input, fields, means.limits());
            String collection = question.path("path");
            String format = question.oneOf("format", Table.FORMATS);
            if (!means.session().isCollection(collection)) {
                return RowResult.failure(RowFields.printable(collection) + ": no collection is there");
            }
            try (Search search = search(collection, question, means.manifests())) {
                return result(collection, search, format, means);
            }
        } catch (UnusableRowException unusable) {
            return RowResult.failure(unusable.getMessage());
        }
    }

    private RowResult result(String collection, Search search, String format, Means means)
            throws UnavailableException, IrodsException, IOException, InterruptedException {
        ObjectNode totals = JSON.createObjectNode().put("path", collection);
        try (SortedObjects objects = SortedObjects.read(means.session(), collection);
                Table table = Table.open(means.outputs(), op(), format, search.columns())) {
            search.through(objects, table, totals);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return RowResult.success(totals.toString());
    }
}
