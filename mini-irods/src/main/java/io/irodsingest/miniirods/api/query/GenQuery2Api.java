package io.irodsingest.miniirods.api.query;

import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.irodsingest.miniirods.query.QueryException;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GenQuery2 (10221): the rows as JSON. */
public final class GenQuery2Api implements Api {
    private static final Logger LOG = LoggerFactory.getLogger(GenQuery2Api.class);

    @Override
    public Reply call(SessionState session, Request request)
            throws IrodsException, SQLException, JsonProcessingException {
        PiNode message = request.message();
        if (message.number("sql_only", 0) != 0 || message.number("column_mappings", 0) != 0) {
            throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                    "mini-irods tells neither the SQL nor the columns of GenQuery2");
        }
        try {
            List<List<String>> rows = session.services().queries().genQuery2(session.db().connection(),
                    GenQuery1Api.viewer(session), message.text("query_string"));
            return Reply.message(0, new PiWriter().open("STR_PI").field("myStr", Json.of(rows)).close("STR_PI")
                    .toString());
        } catch (QueryException e) {
            LOG.debug("query refused: {}", e.getMessage());
            throw new IrodsException(e.status());
        }
    }
}
