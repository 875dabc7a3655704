package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;

/** Switches a connection to another user: what an administrator's proxy connection may do (20012). */
final class SwitchUser implements Api {
    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        if (!session.proxy().admin()) {
            throw new IrodsException(Status.SYS_PROXYUSER_NO_PRIV);
        }
        User user = session.catalog().users()
                .find(request.message().text("username"), request.message().text("zone"))
                .filter(found -> !found.group())
                .orElseThrow(() -> new IrodsException(Status.CAT_INVALID_USER));
        if (session.descriptors().anyOpen()) {
            if (!request.conditions().has("close_open_replicas")) {
                throw new IrodsException(Status.SYS_NOT_ALLOWED);
            }
            session.descriptors().abandon(session);
        }
        session.become(request.conditions().has("switch_proxy_user") ? user : session.proxy(), user);
        return Reply.status(0);
    }
}
