package io.irodsingest.miniirods.api.admin;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Resources;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;

/** Adds and removes resources and puts them into trees. */
final class ResourceAdmin {
    private static final List<String> TYPES = List.of(Resource.STORAGE, "passthru", Resource.REPLICATION,
            Resource.RANDOM);
    private static final String NO_HOST = "EMPTY_RESC_HOST";
    private static final String NO_PATH = "EMPTY_RESC_PATH";

    private ResourceAdmin() {}

    /** Words: name, type, {@code host:path}, context. A storage resource without a path gets one in our vaults. */
    static void add(SessionState session, List<String> words) throws IrodsException, SQLException {
        String type = words.get(3).isEmpty() ? Resource.STORAGE : words.get(3);
        if (!TYPES.contains(type)) {
            throw new IrodsException(Status.CAT_INVALID_RESOURCE_TYPE);
        }
        boolean storage = type.equals(Resource.STORAGE);
        String location = words.get(4);
        int colon = location.indexOf(':');
        String host = colon > 0 ? location.substring(0, colon) : storage ? "localhost" : NO_HOST;
        String path = colon > 0 ? location.substring(colon + 1) : storage ? "" : NO_PATH;
        if (storage && !path.startsWith("/")) {
            path = session.services().vaults().root().resolve(words.get(2)).toString();
        }
        session.catalog().resources().add(session.db(), new Resource(session.catalog().newId(), words.get(2), type,
                "cache", host, path, words.get(5), 0), session.catalog().zone());
    }

    static void remove(SessionState session, List<String> words) throws IrodsException, SQLException {
        Resource resource = find(session, words.get(2));
        if (!session.catalog().resources().children(resource).isEmpty() || session.db().exists(
                "select 1 from R_DATA_MAIN where resc_id = ? limit 1", resource.id())) {
            throw new IrodsException(Status.CAT_RESOURCE_NOT_EMPTY);
        }
        session.catalog().resources().remove(session.db(), resource);
    }

    static void addChild(SessionState session, List<String> words) throws IrodsException, SQLException {
        Resource parent = find(session, words.get(2));
        Resource child = find(session, words.get(3));
        Resources resources = session.catalog().resources();
        if (child.parent() != 0) {
            throw new IrodsException(Status.CHILD_HAS_PARENT);
        }
        if ((";" + resources.hierarchy(parent) + ";").contains(";" + child.name() + ";") || parent.storage()) {
            throw new IrodsException(Status.HIERARCHY_ERROR);
        }
        resources.move(session.db(), child, parent, words.get(4));
    }

    static void removeChild(SessionState session, List<String> words) throws IrodsException, SQLException {
        Resource parent = find(session, words.get(2));
        Resource child = find(session, words.get(3));
        if (child.parent() != parent.id()) {
            throw new IrodsException(Status.CHILD_NOT_FOUND);
        }
        session.catalog().resources().move(session.db(), child, null, "");
    }

    private static Resource find(SessionState session, String name) throws IrodsException {
        return session.catalog().resources().find(name)
                .orElseThrow(() -> new IrodsException(Status.SYS_RESC_DOES_NOT_EXIST));
    }
}
