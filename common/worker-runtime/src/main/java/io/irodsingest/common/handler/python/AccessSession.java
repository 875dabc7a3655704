package io.irodsingest.common.handler.python;

import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.SessionException;

/** A session that can also give permissions, which event handlers of Java cannot. */
public interface AccessSession extends Session {
    /**
     * Gives a user or group a permission.
     *
     * @param level as the server calls it; {@code null} as a text takes the permission away
     * @param zone empty for the server's own
     */
    void setAccess(String path, String level, String user, String zone, boolean recursive, boolean asAdmin)
            throws SessionException;
}
