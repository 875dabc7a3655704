package io.irodsingest.standalone;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.irods.irods4j.authentication.NativeAuthPlugin;
import org.irods.irods4j.high_level.catalog.IRODSQuery;
import org.irods.irods4j.low_level.api.IRODSApi;
import org.irods.irods4j.low_level.api.IRODSApi.RcComm;

/** What an iRODS has, asked with the consortium's own client. */
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
        for (List<String> row : rows(
                "select COLL_NAME, DATA_NAME, DATA_REPL_NUM, DATA_SIZE, DATA_PATH, DATA_REPL_STATUS,"
                        + " DATA_MODIFY_TIME where ",
                collection)) {
            Replica replica = new Replica(row.get(0) + '/' + row.get(1), row.get(2), Long.parseLong(row.get(3)),
                    row.get(4),
                    row.get(5), Long.parseLong(row.get(6)));
            if (replicas.put(replica.path(), replica) != null) {
                throw new AssertionError("two replicas of " + replica.path());
            }
        }
        return replicas;
    }

    /** A collection and all below it. */
    List<String> collections(String collection) throws Exception {
        return rows("select COLL_NAME where ", collection).stream().map(List::getFirst).sorted().toList();
    }

    /** AVUs of a data object: attribute, value, unit. */
    List<List<String>> metadata(String path) throws Exception {
        int slash = path.lastIndexOf('/');
        return IRODSQuery.executeGenQuery2(connection,
                "select META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE, META_DATA_ATTR_UNITS where COLL_NAME = "
                        + quoted(path.substring(0, slash)) + " and DATA_NAME = " + quoted(path.substring(slash + 1)));
    }

    /** AVUs of a collection: attribute, value, unit. */
    List<List<String>> metadataOfCollection(String path) throws Exception {
        return IRODSQuery.executeGenQuery2(connection,
                "select META_COLL_ATTR_NAME, META_COLL_ATTR_VALUE, META_COLL_ATTR_UNITS where COLL_NAME = "
                        + quoted(path));
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
