package io.irodsingest.standalone.takeover;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What jobs have made in iRODS.
 *
 * @param collections all below the home, parents first
 * @param dataObjects all below the home; each has one replica, which is good
 */
record CatalogRecord(List<String> collections, List<DataObject> dataObjects) {
    private static final String ALL = " limit 100000";
    private static final String GOOD = "1";

    /**
     * @param file where the source's file is that was registered; empty for an upload, whose content follows from its path
     * @param modified seconds since the epoch
     */
    record DataObject(String path, Optional<String> file, long size, long modified, List<Attribute> metadata) {}

    /** One AVU. */
    record Attribute(String name, String value, String unit) {}

    static CatalogRecord read(IrodsSession session) throws Exception {
        List<String> collections = session.query("select COLL_NAME where COLL_NAME like '" + Site.HOME + "/%'" + ALL)
                .stream().map(List::getFirst).distinct().sorted().toList();
        return new CatalogRecord(collections, dataObjects(session, Site.HOME));
    }

    /** Those below a collection, sorted by path. @throws IllegalStateException when one is not good */
    static List<DataObject> dataObjects(IrodsSession session, String collection)
            throws UnavailableException, IrodsException {
        List<DataObject> found = new ArrayList<>();
        String columns = "select COLL_NAME, DATA_NAME, DATA_PATH, DATA_SIZE, DATA_MODIFY_TIME, DATA_REPL_STATUS where ";
        for (List<String> row : session.query(columns + "COLL_NAME = '" + collection + "' or COLL_NAME like '"
                + collection + "/%'" + ALL).stream().distinct().sorted(
                        (one, other) -> (one.get(0) + '/' + one.get(1)).compareTo(other.get(0) + '/' + other.get(1)))
                .toList()) {
            String path = row.get(0) + '/' + row.get(1);
            if (!row.get(5).equals(GOOD)) {
                throw new IllegalStateException("the replica of " + path + " has the status " + row.get(5));
            }
            Optional<String> file = row.get(2).startsWith(Site.sources()) ? Optional.of(row.get(2)) : Optional.empty();
            found.add(new DataObject(path, file, Long.parseLong(row.get(3)), Long.parseLong(row.get(4)),
                    metadata(session, row.get(0), row.get(1))));
        }
        return found;
    }

    private static List<Attribute> metadata(IrodsSession session, String collection, String name)
            throws UnavailableException, IrodsException {
        return session
                .query("select META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE, META_DATA_ATTR_UNITS where COLL_NAME = '"
                        + collection + "' and DATA_NAME = '" + name + "'" + ALL)
                .stream().distinct()
                // one without AVUs is answered with a row of nothing
                .filter(row -> !row.get(0).isEmpty())
                .map(row -> new Attribute(row.get(0), row.get(1), row.get(2))).toList();
    }

    /** Makes all of it in an iRODS that has nothing. */
    void restore(IrodsSession session) throws Exception {
        for (String collection : collections) {
            session.createCollectionWithParents(collection);
        }
        for (DataObject object : dataObjects) {
            if (object.file().isPresent()) {
                succeed(session.register(List.of(new Registration(object.path(), Optional.empty(),
                        new RawPath(object.file().get()), object.size(), object.modified()))));
            } else {
                session.put(new Put(object.path(), Optional.empty(), object.size(), false, false),
                        new Text("x".repeat((int) object.size())));
            }
            succeed(session.addMetadata(object.metadata().stream().map(attribute -> new Metadata(object.path(),
                    attribute.name(), attribute.value(), attribute.unit())).toList()));
        }
    }

    private static void succeed(List<Reply> replies) {
        for (Reply reply : replies) {
            if (!reply.isOk()) {
                throw new IllegalStateException(reply.describe());
            }
        }
    }

    /** A content that is not to be compared with anything. */
    private record Text(String text) implements Content {
        @Override
        public ReadableByteChannel open(long from, long length) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return Channels.newChannel(new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from));
        }

        @Override
        public void checkUnchanged() {
            // nobody changes it
        }
    }
}
