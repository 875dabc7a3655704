package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.DataObject;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registers up to fifty new objects in one request, all or none (688). */
final class BulkRegister implements Api {
    private static final int DATA_ID = 401;
    private static final int NAME = 403;
    private static final int NUMBER = 404;
    private static final int TYPE = 406;
    private static final int SIZE = 407;
    private static final int PATH = 410;
    private static final int CHECKSUM = 415;
    private static final int MODE = 421;
    private static final int RESOURCE_ID = 423;
    private static final int RESOURCE_NAME = 409;
    private static final int OPERATION = 999999;
    private static final int MAX_ROWS = 50;
    private static final int COLUMNS = 50;
    private static final String NO_COLUMN = "<SqlResult_PI>\n<attriInx>0</attriInx>\n<reslen>0</reslen>\n</SqlResult_PI>\n";

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        int rows = request.message().number("rowCnt", 0);
        Map<Integer, List<String>> columns = columns(request.message());
        for (int required : new int[]{NAME, NUMBER, TYPE, SIZE, PATH, MODE, RESOURCE_ID, RESOURCE_NAME, OPERATION}) {
            if (!columns.containsKey(required) || columns.get(required).size() < rows) {
                throw new IrodsException(Status.UNMATCHED_KEY_OR_INDEX);
            }
        }
        if (rows > MAX_ROWS) {
            throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM);
        }
        String now = Times.now();
        for (int i = 0; i < rows; i++) {
            if (!"register".equals(columns.get(OPERATION).get(i))) {
                throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                        "mini-irods registers new objects in bulk only");
            }
            register(session, request, columns, i, now);
        }
        session.handled(rows);
        return Reply.message(0, answer(rows));
    }

    private static Map<Integer, List<String>> columns(PiNode message) {
        Map<Integer, List<String>> columns = new HashMap<>();
        for (PiNode child : message.children()) {
            int column = child.number("attriInx", 0);
            if (column > 0) {
                columns.put(column, child.texts("value"));
            }
        }
        return columns;
    }

    private static void register(SessionState session, Request request, Map<Integer, List<String>> columns, int i,
            String now) throws IrodsException, SQLException {
        String path = Objects.path(columns.get(NAME).get(i));
        if (session.catalog().collections().find(path) != null) {
            throw new IrodsException(Status.CAT_NAME_EXISTS_AS_COLLECTION);
        }
        Coll parent = Objects.parentForWriting(session, request, path);
        Resource resource = session.catalog().resources().find(Long.parseLong(columns.get(RESOURCE_ID).get(i)))
                .orElseThrow(() -> new IrodsException(Status.SYS_RESC_DOES_NOT_EXIST));
        List<String> checksums = columns.getOrDefault(CHECKSUM, List.of());
        User owner = session.client();
        DataObject object = new DataObject(session.catalog().newId(), parent.id(), Paths.name(path),
                columns.get(TYPE).get(i), owner.name(), owner.zone(), columns.get(MODE).get(i));
        session.catalog().dataObjects().insert(session.db(), parent, new Replica(object,
                Integer.parseInt(columns.get(NUMBER).get(i)),
                session.catalog().resources().place(resource, columns.get(PATH).get(i)), Replica.GOOD,
                Long.parseLong(columns.get(SIZE).get(i)), i < checksums.size() ? checksums.get(i) : "", "", now, now),
                owner);
    }

    /** The real server answers with as many empty ids as there were rows. */
    private static String answer(int rows) {
        PiWriter xml = new PiWriter(4096).open("GenQueryOut_PI").field("rowCnt", rows).field("attriCnt", 1)
                .field("continueInx", -1).field("totalRowCount", 0).open("SqlResult_PI").field("attriInx", DATA_ID)
                .field("reslen", 64);
        for (int i = 0; i < rows; i++) {
            xml.field("value", "");
        }
        xml.close("SqlResult_PI");
        for (int column = 1; column < COLUMNS; column++) {
            xml.raw(NO_COLUMN);
        }
        return xml.close("GenQueryOut_PI").toString();
    }
}
