package io.irodsingest.miniirods.api.admin;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The administrator's request (701): users, groups and resources by up to ten words. */
public final class GeneralAdmin implements Api {
    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            words.add(request.message().text("arg" + i));
        }
        switch (words.get(0) + " " + words.get(1)) {
            case "add user", "add group" -> UserAdmin.add(session, words);
            case "rm user", "rm group" -> UserAdmin.remove(session, words);
            case "modify user" -> UserAdmin.modify(session, words);
            case "modify group" -> UserAdmin.group(session, words);
            case "add resource" -> ResourceAdmin.add(session, words);
            case "rm resource" -> ResourceAdmin.remove(session, words);
            case "add childtoresc" -> ResourceAdmin.addChild(session, words);
            case "rm childfromresc" -> ResourceAdmin.removeChild(session, words);
            default -> throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                    "mini-irods does not support the administrator's request " + words.get(0) + " " + words.get(1));
        }
        return Reply.status(0);
    }
}
