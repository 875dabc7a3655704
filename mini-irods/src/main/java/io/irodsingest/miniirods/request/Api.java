package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.wire.IrodsException;
import java.io.IOException;
import java.sql.SQLException;

/** What answers the requests with one API number. Stateless: what lasts is in the session or the services. */
@FunctionalInterface
public interface Api {
    /**
     * Does what is asked. What it changed in the catalog is committed when it returns, and undone when it throws.
     *
     * @throws IrodsException answers with its status
     * @throws SQLException a duplicate key answers "exists already", any other one a catalog error
     * @throws IOException the request is malformed, or a file fails
     */
    Reply call(SessionState session, Request request) throws IrodsException, SQLException, IOException;
}
