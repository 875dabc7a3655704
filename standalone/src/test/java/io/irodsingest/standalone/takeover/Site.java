package io.irodsingest.standalone.takeover;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.S3Request;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Authentication;
import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsEnvironment.Tls;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.embedded.EmbeddedS3;
import io.irodsingest.miniirods.MiniIrods;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the jobs have their sources and targets: a directory, an S3 store and an iRODS. What is recorded in Redis is digests of
 * paths, and a key pair that is sealed for the address of its store; so the directory and the store's port are always the same, and
 * only one test at a time has them.
 */
final class Site implements AutoCloseable {
    static final String ZONE = "tempZone";
    static final String USER = "rods";
    static final String PASSWORD = "rods";
    static final String HOME = '/' + ZONE + "/home/" + USER;

    private static final Path ROOT = Path.of("/tmp/irods-ingest-takeover");
    private static final Path LOCK = Path.of("/tmp/irods-ingest-takeover.lock");
    /** Below the ports that systems give out by themselves. */
    private static final int STORE_PORT = 27_183;
    private static final String ACCESS_KEY = "takeover-access-key";
    private static final String SECRET_KEY = "takeover-secret-key";
    private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

    private final FileChannel lock;
    private final EmbeddedS3 store = EmbeddedS3.inMemory(ACCESS_KEY, SECRET_KEY).onPort(STORE_PORT);
    private final MiniIrods irods;
    private final Irods pool;

    /** @param vault where mini-irods keeps what is uploaded */
    Site(Path vault) throws IOException {
        lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        delete(ROOT);
        Files.createDirectories(profiles());
        store.start();
        irods = MiniIrods.builder().zone(ZONE).user(USER).password(PASSWORD).catalogInMemory().vaultRoot(vault).start();
        pool = IrodsClients.chosen(Map.of()).open(new IrodsEnvironment(irods.host(), irods.port(), ZONE, USER,
                new Secret(PASSWORD), Authentication.NATIVE, Optional.empty(), Policy.DONT_CARE, Tls.DEFAULT),
                PoolSettings.DEFAULT);
    }

    /** What the path of every source begins with. */
    static String sources() {
        return ROOT.resolve("sources").toString();
    }

    /** The directory of a job's source; nobody has made it. */
    Path source(String job) {
        return Path.of(sources(), job);
    }

    String target(String job) {
        return HOME + '/' + job;
    }

    /** Where workers write profiles. */
    Path profiles() {
        return ROOT.resolve("profiles");
    }

    /** A file whose content is its path below the job's source. */
    void file(String job, String path) throws IOException {
        file(job, path, path);
    }

    void file(String job, String path, String content) throws IOException {
        Path file = source(job).resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, MODIFIED);
    }

    /** Files {@code 001} and so on in directories {@code d01} and so on; a single directory is the root itself. */
    void files(String job, int directories, int filesEach) throws IOException {
        for (int directory = 1; directory <= directories; directory++) {
            for (int file = 1; file <= filesEach; file++) {
                String name = "%03d".formatted(file);
                file(job, directories == 1 ? name : "d%02d/%s".formatted(directory, name));
            }
        }
    }

    void remove(String job, String path) throws IOException {
        delete(source(job).resolve(path));
    }

    /** An object whose content is its key. */
    void object(String bucket, String key) {
        byte[] content = key.getBytes(StandardCharsets.UTF_8);
        store.put(bucket, key, new ByteArrayInputStream(content), content.length);
    }

    void bucket(String name) {
        store.makeBucket(name);
    }

    JobRequestBuilder job(String name) {
        return JobRequest.of(source(name).toString(), target(name)).jobName(name);
    }

    JobRequestBuilder bucketJob(String name) {
        return JobRequest.of('/' + name, target(name)).jobName(name)
                .s3(new S3Request(Optional.of("127.0.0.1:" + STORE_PORT), Optional.empty(), Optional.empty(),
                        Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(ACCESS_KEY), Optional.of(SECRET_KEY)));
    }

    /**
     * Gives everything in all sources another change time, as a recording has one that cannot be brought back: so there is no
     * difference between what was recorded and what was done a moment ago.
     */
    void changeAllModes() throws IOException {
        if (Files.exists(Path.of(sources()))) {
            try (Stream<Path> all = Files.walk(Path.of(sources()))) {
                for (Path path : all.toList()) {
                    Files.setPosixFilePermissions(path,
                            PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
                }
            }
        }
    }

    MiniIrods irods() {
        return irods;
    }

    /** A connection for the test. */
    IrodsSession session() throws Exception {
        return pool.session();
    }

    /** A collection where a job would make something else. */
    void collection(String path) throws Exception {
        try (IrodsSession session = session()) {
            session.createCollectionWithParents(path);
        }
    }

    void removeCollection(String path) throws Exception {
        try (IrodsSession session = session()) {
            session.removeCollections(List.of(path));
        }
    }

    /** The sizes of the data objects of a target, good ones all, by their paths below it. */
    Map<String, Long> dataObjects(String job) throws Exception {
        String target = target(job);
        Map<String, Long> found = new TreeMap<>();
        try (IrodsSession session = session()) {
            for (CatalogRecord.DataObject object : CatalogRecord.dataObjects(session, target)) {
                found.put(object.path().substring(target.length() + 1), object.size());
            }
        }
        return found;
    }

    /** The sizes of the files of a source, by their paths below it. */
    Map<String, Long> sourceFiles(String job) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(source(job))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(source(job).relativize(file).toString(), Files.size(file));
            }
        }
        return found;
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        pool.close();
        irods.close();
        store.close();
        delete(ROOT);
        lock.close();
    }
}
