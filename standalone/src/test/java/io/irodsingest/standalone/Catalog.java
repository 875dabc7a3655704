package io.irodsingest.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.irods.irods4j.authentication.NativeAuthPlugin;
import org.irods.irods4j.common.Reference;
import org.irods.irods4j.high_level.catalog.IRODSQuery;
import org.irods.irods4j.low_level.api.IRODSApi;
import org.irods.irods4j.low_level.api.IRODSApi.RcComm;
import org.irods.irods4j.low_level.protocol.packing_instructions.DataObjInp_PI;
import org.irods.irods4j.low_level.protocol.packing_instructions.GeneralAdminInp_PI;
import org.irods.irods4j.low_level.protocol.packing_instructions.KeyValPair_PI;

/** What an iRODS has, asked with the consortium's own client. GenQuery2 answers a row for each user who has rights, too. */
final class Catalog implements AutoCloseable {
    private static final int ALL = 1_000_000;

    private final RcComm connection;

    /** A replica as the catalog tells it. */
    record Replica(String path, String number, long size, String physicalPath, String status, long modified) {}

    private Catalog(RcComm connection) {
        this.connection = connection;
    }

    static Catalog of(MiniIrods irods) throws Exception {
        RcComm connection = IRODSApi.rcConnect(irods.host(), irods.port(), "rods", "tempZone", Optional.empty(),
                Optional.empty(),
                Optional.empty(), Optional.empty());
        IRODSApi.rcAuthenticateClient(connection, new NativeAuthPlugin(), "rods");
        return new Catalog(connection);
    }

    /** Every replica in a collection and below it, by logical path; a second replica of a path is an error. */
    Map<String, Replica> replicas(String collection) throws Exception {
        Map<String, Replica> replicas = new TreeMap<>();
        for (List<String> row : replicaRows(collection)) {
            Replica replica = new Replica(row.get(0) + '/' + row.get(1), row.get(2), Long.parseLong(row.get(3)),
                    row.get(4), row.get(5), Long.parseLong(row.get(6)));
            if (replicas.put(replica.path(), replica) != null) {
                throw new AssertionError("two replicas of " + replica.path());
            }
        }
        return replicas;
    }

    /** An answer with a physical path that is no text cannot be read by irods4j: then no path is told. */
    private List<List<String>> replicaRows(String collection) throws Exception {
        String columns = "select distinct COLL_NAME, DATA_NAME, DATA_REPL_NUM, DATA_SIZE, %s, DATA_REPL_STATUS, DATA_MODIFY_TIME where ";
        try {
            return rows(columns.formatted("DATA_PATH"), collection);
        } catch (JsonProcessingException notText) {
            return rows(columns.formatted("DATA_REPL_NUM"), collection).stream()
                    .map(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(3), "not text", row.get(5),
                            row.get(6)))
                    .toList();
        }
    }

    /**
     * One replica of a data object.
     *
     * @param hierarchy resources from the root to the leaf
     */
    record Copy(int number, long size, String physicalPath, String status, long modified, String hierarchy,
            String checksum) {}

    /** The replicas of a data object, in the order of their numbers; none when there is no such object. */
    List<Copy> copies(String path) throws Exception {
        int slash = path.lastIndexOf('/');
        Map<Integer, Copy> copies = new TreeMap<>();
        // GenQuery2 answers a row for each end of the hierarchy too
        IRODSQuery.executeGenQuery2(connection,
                "select DATA_REPL_NUM, DATA_SIZE, DATA_PATH, DATA_REPL_STATUS, DATA_MODIFY_TIME, DATA_RESC_HIER,"
                        + " DATA_CHECKSUM where COLL_NAME = " + quoted(path.substring(0, slash)) + " and DATA_NAME = "
                        + quoted(path.substring(slash + 1)))
                .stream().map(row -> new Copy(Integer.parseInt(row.get(0)), Long.parseLong(row.get(1)), row.get(2),
                        row.get(3), Long.parseLong(row.get(4)), row.get(5), row.get(6)))
                .forEach(copy -> copies.merge(copy.number(), copy,
                        (one, other) -> one.hierarchy().length() > other.hierarchy().length() ? one : other));
        return List.copyOf(copies.values());
    }

    /** Does what {@code iadmin} does: adds a resource, or puts one below another. */
    void admin(String... words) throws IOException {
        GeneralAdminInp_PI input = new GeneralAdminInp_PI();
        String[] all = Arrays.copyOf(words, 10);
        Arrays.setAll(all, i -> all[i] == null ? "" : all[i]);
        input.arg0 = all[0];
        input.arg1 = all[1];
        input.arg2 = all[2];
        input.arg3 = all[3];
        input.arg4 = all[4];
        input.arg5 = all[5];
        input.arg6 = all[6];
        input.arg7 = all[7];
        input.arg8 = all[8];
        input.arg9 = all[9];
        int status = IRODSApi.rcGeneralAdmin(connection, input);
        if (status < 0) {
            throw new IOException("iadmin " + String.join(" ", words) + ": " + status);
        }
    }

    /** Begins to write a data object; what becomes of that is shown when this is closed. */
    void beginWriting(String path) throws IOException {
        DataObjInp_PI input = new DataObjInp_PI();
        input.objPath = path;
        input.createMode = 0600;
        input.openFlags = 65;
        input.KeyValPair_PI = new KeyValPair_PI();
        int descriptor = IRODSApi.rcReplicaOpen(connection, input, new Reference<>());
        if (descriptor < 0) {
            throw new IOException("open of " + path + ": " + descriptor);
        }
    }

    /** A collection and all below it. */
    List<String> collections(String collection) throws Exception {
        return rows("select distinct COLL_NAME where ", collection).stream().map(List::getFirst).sorted().toList();
    }

    /** AVUs of a data object: attribute, value, unit. */
    List<List<String>> metadata(String path) throws Exception {
        int slash = path.lastIndexOf('/');
        return IRODSQuery.executeGenQuery2(connection,
                "select distinct META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE, META_DATA_ATTR_UNITS where COLL_NAME = "
                        + quoted(path.substring(0, slash)) + " and DATA_NAME = " + quoted(path.substring(slash + 1)));
    }

    /** AVUs of a collection: attribute, value, unit. */
    List<List<String>> collectionMetadata(String path) throws Exception {
        return IRODSQuery.executeGenQuery2(connection,
                "select distinct META_COLL_ATTR_NAME, META_COLL_ATTR_VALUE, META_COLL_ATTR_UNITS where COLL_NAME = "
                        + quoted(path) + " limit " + ALL);
    }

    private List<List<String>> rows(String select, String collection) throws Exception {
        return IRODSQuery.executeGenQuery2(connection,
                select + "COLL_NAME = " + quoted(collection) + " or COLL_NAME like "
                        + quoted(collection + "/%") + " limit " + ALL);
    }

    private static String quoted(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    @Override
    public void close() throws IOException {
        IRODSApi.rcDisconnect(connection);
    }

    /** The logical paths that a source's files (links and specials among them) and directories have under a target. */
    record Expected(List<String> dataObjects, List<String> collections) {
        static Expected of(Path source, String target) throws IOException {
            RawPath root = RawPath.of(source);
            TargetPaths targets = new TargetPaths(root, target);
            List<String> dataObjects = new ArrayList<>();
            List<String> collections = new ArrayList<>();
            Files.walkFileTree(source, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    collections.add(targets.logicalPath(relative(directory)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    dataObjects.add(targets.logicalPath(relative(file)));
                    return FileVisitResult.CONTINUE;
                }

                private RawPath relative(Path path) {
                    String encoded = RawPath.of(path).encoded();
                    return new RawPath(encoded.length() == root.encoded().length()
                            ? ""
                            : encoded.substring(root.encoded().length() + 1));
                }
            });
            return new Expected(dataObjects.stream().sorted().toList(), collections.stream().sorted().toList());
        }
    }
}
