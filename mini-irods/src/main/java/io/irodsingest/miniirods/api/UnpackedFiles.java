package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.DataObject;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.vault.PhysicalPaths;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import io.irodsingest.miniirods.wire.WireText;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes data objects of the files of an unpacked bundle: their files go where data objects of those names have theirs, and
 * the catalog gets them in lots of fifty, each lot whole or not at all, or one by one. What is refused is left out, and the status
 * of what was refused last is the answer (rsBulkDataObjPut.cpp, tag 5.0.2).
 */
final class UnpackedFiles {
    private static final int LOT = 50;
    private static final String DUPLICATE_KEY = "23505";
    private static final int OWNER_READS_AND_WRITES = 0600;

    private final SessionState session;
    private final Resource leaf;
    private final int lotSize;
    private final List<Row> lot = new ArrayList<>();
    private int status;
    private int seen;

    private record Row(String path, Coll parent, Replica replica) {}

    /** @param bulk whether the catalog gets them in lots */
    UnpackedFiles(SessionState session, Replica bundle, boolean bulk) throws IrodsException {
        this.session = session;
        this.leaf = session.catalog().resources().find(bundle.resource())
                .orElseThrow(() -> new IrodsException(Status.SYS_RESC_DOES_NOT_EXIST));
        this.lotSize = bulk ? LOT : 1;
    }

    /** @return 0, or the status of what was refused last */
    int register(String directory, String collection) throws IrodsException, SQLException, IOException {
        if (walk(directory, collection)) {
            flush();
        }
        return status;
    }

    /** @return false when the agent has died on the way */
    private boolean walk(String directory, String collection) throws IrodsException, SQLException, IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PhysicalPaths.of(directory))) {
            for (Path file : files) {
                String name = name(file);
                String path = collection + '/' + name;
                if (Files.isDirectory(file)) {
                    ExtractBundle.collection(session, path);
                    if (!walk(directory + '/' + name, path)) {
                        return false;
                    }
                } else if (seen++ == session.fileLimit()) {
                    return false;
                } else {
                    add(directory + '/' + name, path);
                }
            }
        }
        try {
            Files.delete(PhysicalPaths.of(directory));
        } catch (DirectoryNotEmptyException somethingIsLeft) {
            status = Status.SYS_DIR_IN_VAULT_NOT_EMPTY;
        }
        return true;
    }

    private static String name(Path file) {
        // that of a directory ends with a slash
        String encoded = file.toUri().getRawPath().replaceAll("/$", "");
        byte[] name = URLDecoder.decode(encoded.substring(encoded.lastIndexOf('/') + 1).replace("+", "%2B"),
                StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        return WireText.decode(name);
    }

    private void add(String file, String path) throws IrodsException, SQLException, IOException {
        String physical = Vaults.physical(leaf.vault(), path);
        Path place = PhysicalPaths.of(physical);
        if (Files.isDirectory(place)) {
            status = Status.SYS_PATH_IS_NOT_A_FILE;
            session.services().vaults().delete(file);
        } else if (Files.exists(place) && isInCatalog(physical)) {
            status = Status.SYS_COPY_ALREADY_IN_RESC;
            session.services().vaults().delete(file);
        } else {
            Vaults.move(physical, leaf.vault() + "/orphan/" + UUID.randomUUID());
            Files.createDirectories(place.getParent());
            Files.move(PhysicalPaths.of(file), place);
            String now = Times.now();
            User owner = session.client();
            Coll parent = ExtractBundle.collection(session, Paths.parent(path));
            DataObject object = new DataObject(session.catalog().newId(), parent.id(), Paths.name(path), "generic",
                    owner.name(), owner.zone(), Integer.toString(OWNER_READS_AND_WRITES));
            lot.add(new Row(path, parent, new Replica(object, 0, session.catalog().resources().place(leaf, physical),
                    Replica.GOOD, Files.size(place), "", "", now, now)));
        }
        if (lot.size() == lotSize) {
            flush();
        }
    }

    private boolean isInCatalog(String physical) throws SQLException {
        return session.db().exists("select 1 from R_DATA_MAIN where data_path = ? limit 1", physical);
    }

    /** Registers a lot; when one of them is refused, none of them is, and their files go. */
    private void flush() throws IrodsException, SQLException {
        try {
            for (Row row : lot) {
                if (session.catalog().collections().find(row.path()) != null) {
                    throw new IrodsException(Status.CAT_NAME_EXISTS_AS_COLLECTION);
                }
                session.catalog().dataObjects().insert(session.db(), row.parent(), row.replica(), session.client());
            }
            session.db().commit();
        } catch (IrodsException refused) {
            takeBack(refused.status());
        } catch (SQLException refused) {
            takeBack(DUPLICATE_KEY.equals(refused.getSQLState())
                    ? Status.CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME
                    : Status.CAT_SQL_ERR);
        }
        session.handled(lot.size());
        for (Row row : lot) {
            Replication.after(session, row.replica(), row.path());
        }
        session.db().commit();
        lot.clear();
    }

    private void takeBack(int refused) throws IrodsException, SQLException {
        status = refused;
        session.db().rollback();
        for (Row row : lot) {
            if (!isInCatalog(row.replica().path())) {
                session.services().vaults().delete(row.replica().path());
            }
        }
        lot.clear();
    }
}
