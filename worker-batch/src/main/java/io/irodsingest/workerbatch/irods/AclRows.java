package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsRequest;
import io.irodsingest.common.irods.IrodsRequest.AccessChange;
import io.irodsingest.common.irods.IrodsRequest.Inheritance;
import io.irodsingest.handlerapi.User;
import java.util.List;
import java.util.Locale;

/** Gives and takes permissions, and says whether collections hand theirs on. */
public final class AclRows extends RequestRows {
    private static final String PERMISSION = "permission";

    /** For the service loader. */
    public AclRows() {
        super(List.of("path", PERMISSION, "user", "recursive", "admin"));
    }

    @Override
    public String op() {
        return "acl";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        String path = row.path("path");
        String level = row.required(PERMISSION).toLowerCase(Locale.ROOT);
        boolean recursive = row.flag("recursive");
        boolean admin = row.flag("admin");
        boolean inherits = level.equals("inherit");
        IrodsRequest request;
        if (inherits || level.equals("noinherit")) {
            if (row.optional("user").isPresent()) {
                throw new UnusableRowException(PERMISSION + ' ' + level + " is for all, and takes no user");
            }
            request = new Inheritance(path, inherits, recursive, admin);
        } else {
            request = new AccessChange(path, level, user(row.required("user")), recursive, admin);
        }
        return new Next.Ask(request, reply -> Verdicts.plain(path, reply));
    }

    /** A name, and behind a # the zone if it is another one. */
    private static User user(String text) throws UnusableRowException {
        int hash = text.indexOf('#');
        User user = hash < 0 ? new User("", text) : new User(text.substring(hash + 1), text.substring(0, hash));
        if (user.name().isEmpty() || hash >= 0 && user.zone().isEmpty() || user.zone().indexOf('#') >= 0) {
            throw new UnusableRowException("user is " + RowFields.printable(text) + " and must be NAME or NAME#ZONE");
        }
        return user;
    }
}
