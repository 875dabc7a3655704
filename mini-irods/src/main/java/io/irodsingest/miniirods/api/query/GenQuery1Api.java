package io.irodsingest.miniirods.api.query;

import io.irodsingest.miniirods.request.Cursors;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.query.GenQuery1;
import io.irodsingest.miniirods.query.QueryException;
import io.irodsingest.miniirods.query.Rows;
import io.irodsingest.miniirods.query.Viewer;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GenQuery1 (702) with its pages. */
public final class GenQuery1Api implements Api {
    private static final Logger LOG = LoggerFactory.getLogger(GenQuery1Api.class);
    /** Columns that the reply has room for; unused ones are there, empty. */
    private static final int COLUMNS = 50;
    private static final int USUAL_PAGE = 256;
    /** Rows fetched at once from the second page on: a page of its own each would sort all rows again each time. */
    private static final int FETCH = 20_000;
    private static final int HIERARCHY = 422;
    /** Bit of the options: the first page tells how many rows there are in all. */
    private static final int TOTAL_ROWS = 0x20;
    private static final String NO_COLUMN = "<SqlResult_PI>\n<attriInx>0</attriInx>\n<reslen>0</reslen>\n</SqlResult_PI>\n";
    public static final String NO_ROWS = page(List.of(), List.of(), 0, 0);

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        PiNode message = request.message();
        int number = message.number("continueInx", 0);
        int maxRows = message.number("maxRows", USUAL_PAGE);
        if (maxRows <= 0) {
            session.cursors().remove(number);
            return Reply.message(0, NO_ROWS);
        }
        Cursors.Cursor cursor = number > 0 ? session.cursors().get(number) : new Cursors.Cursor(query(message));
        if (cursor == null) {
            throw new IrodsException(Status.CAT_INVALID_ARGUMENT);
        }
        if (cursor.rows.size() < maxRows && !cursor.exhausted) {
            fetch(session, cursor, number > 0 ? Math.max(FETCH, maxRows) : maxRows);
        }
        int total = number == 0 && (cursor.query.options() & TOTAL_ROWS) != 0 ? total(session, cursor.query) : 0;
        return page(session, cursor, number, maxRows, total);
    }

    private static int total(SessionState session, GenQuery1 query) throws IrodsException, SQLException {
        return run(session, query, Integer.MAX_VALUE - 1, 0).rows().size();
    }

    private static Reply page(SessionState session, Cursors.Cursor cursor, int number, int maxRows, int total)
            throws IrodsException {
        List<List<String>> rows = new ArrayList<>();
        while (rows.size() < maxRows && !cursor.rows.isEmpty()) {
            rows.add(cursor.rows.poll());
        }
        boolean more = !cursor.rows.isEmpty() || !cursor.exhausted;
        int continuation = !more ? cursor.cut ? -1 : 0 : number > 0 ? number : session.cursors().add(cursor);
        if (!more && number > 0) {
            session.cursors().remove(number);
        }
        if (rows.isEmpty()) {
            throw new IrodsException(Status.CAT_NO_ROWS_FOUND);
        }
        return Reply.message(0, page(cursor.query.select().stream().map(GenQuery1.Selected::column).toList(), rows,
                continuation, total));
    }

    private static void fetch(SessionState session, Cursors.Cursor cursor, int rows)
            throws IrodsException, SQLException {
        Rows found = run(session, cursor.query, rows, cursor.query.offset() + cursor.fetched);
        cursor.rows.addAll(found.rows());
        cursor.fetched += found.rows().size();
        cursor.exhausted = found.continuation() <= 0;
        cursor.cut = found.continuation() < 0;
    }

    private static Rows run(SessionState session, GenQuery1 query, int rows, int offset)
            throws IrodsException, SQLException {
        try {
            return session.services().queries().genQuery1(session.db().connection(), viewer(session),
                    new GenQuery1(rows, offset, query.options(), query.select(), query.where()));
        } catch (QueryException e) {
            LOG.debug("query refused: {}", e.getMessage());
            throw new IrodsException(e.status());
        }
    }

    static Viewer viewer(SessionState session) {
        User client = session.client();
        return new Viewer(client.id(), client.admin());
    }

    private static GenQuery1 query(PiNode message) {
        PiNode selection = message.child("InxIvalPair_PI");
        PiNode conditions = message.child("InxValPair_PI");
        List<GenQuery1.Selected> select = new ArrayList<>();
        List<String> columns = selection.texts("inx");
        List<String> flags = selection.texts("ivalue");
        for (int i = 0; i < selection.number("iiLen", 0); i++) {
            select.add(new GenQuery1.Selected(Integer.parseInt(columns.get(i)), Integer.parseInt(flags.get(i))));
        }
        List<GenQuery1.Condition> where = new ArrayList<>();
        List<String> conditionColumns = conditions.texts("inx");
        List<String> texts = conditions.texts("svalue");
        for (int i = 0; i < conditions.number("isLen", 0); i++) {
            where.add(new GenQuery1.Condition(Integer.parseInt(conditionColumns.get(i)), texts.get(i)));
        }
        return new GenQuery1(0, message.number("partialStartIndex", 0), message.number("options", 0), select, where);
    }

    static String page(List<Integer> columns, List<List<String>> rows, int continuation, int total) {
        PiWriter xml = new PiWriter(8192).open("GenQueryOut_PI")
                .field("rowCnt", rows.size())
                .field("attriCnt", columns.size())
                .field("continueInx", continuation)
                .field("totalRowCount", total);
        for (int column = 0; column < columns.size(); column++) {
            xml.open("SqlResult_PI").field("attriInx", columns.get(column))
                    .field("reslen", width(columns.get(column), column, rows));
            for (List<String> row : rows) {
                xml.field("value", row.get(column));
            }
            xml.close("SqlResult_PI");
        }
        for (int column = columns.size(); column < COLUMNS; column++) {
            xml.raw(NO_COLUMN);
        }
        return xml.close("GenQueryOut_PI").toString();
    }

    /** Room for the longest value; the real server starts with 50 except for hierarchies, which it puts in later. */
    private static int width(int attribute, int column, List<List<String>> rows) {
        int width = attribute == HIERARCHY ? 0 : 50;
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length() + 1);
        }
        return width;
    }
}
