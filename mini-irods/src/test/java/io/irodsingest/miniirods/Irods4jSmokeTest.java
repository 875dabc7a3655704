package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.irods.irods4j.authentication.NativeAuthPlugin;
import org.irods.irods4j.common.Reference;
import org.irods.irods4j.high_level.administration.IRODSUsers;
import org.irods.irods4j.high_level.administration.IRODSZones;
import org.irods.irods4j.high_level.catalog.IRODSQuery;
import org.irods.irods4j.high_level.connection.IRODSConnection;
import org.irods.irods4j.high_level.connection.QualifiedUsername;
import org.irods.irods4j.high_level.io.IRODSDataObjectInputStream;
import org.irods.irods4j.high_level.io.IRODSDataObjectOutputStream;
import org.irods.irods4j.high_level.metadata.IRODSMetadata;
import org.irods.irods4j.high_level.vfs.CollectionEntry;
import org.irods.irods4j.high_level.vfs.IRODSCollectionIterator;
import org.irods.irods4j.high_level.vfs.IRODSFilesystem;
import org.irods.irods4j.high_level.vfs.IRODSReplicas;
import org.irods.irods4j.low_level.api.GenQuery1Columns;
import org.irods.irods4j.low_level.api.IRODSApi;
import org.irods.irods4j.low_level.api.IRODSApi.RcComm;
import org.irods.irods4j.low_level.protocol.packing_instructions.DataObjInp_PI;
import org.irods.irods4j.low_level.protocol.packing_instructions.KeyValPair_PI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consortium's client, as it is, against this server. */
class Irods4jSmokeTest {
    private static final String HOME = "/tempZone/home/rods";

    private MiniIrods server;
    private IRODSConnection connection;
    private RcComm comm;

    @BeforeEach
    void connect() throws Exception {
        server = MiniIrods.builder().start();
        connection = new IRODSConnection();
        connection.connect(server.host(), server.port(), new QualifiedUsername("rods", "tempZone"));
        connection.authenticate(new NativeAuthPlugin(), "rods");
        comm = connection.getRcComm();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.disconnect();
        server.close();
    }

    @Test
    void collectionsAreCreatedListedAndRemoved() throws Exception {
        IRODSFilesystem.createCollections(comm, HOME + "/a/b/c");
        assertThat(IRODSFilesystem.isCollection(comm, HOME + "/a/b/c")).isTrue();
        IRODSFilesystem.createCollection(comm, HOME + "/a/ü&<");
        List<String> names = new ArrayList<>();
        for (CollectionEntry entry : new IRODSCollectionIterator(comm, HOME + "/a")) {
            names.add(entry.path());
        }
        assertThat(names).containsExactlyInAnyOrder(HOME + "/a/b", HOME + "/a/ü&<");
        IRODSFilesystem.removeAll(comm, HOME + "/a", IRODSFilesystem.RemoveOptions.NO_TRASH);
        assertThat(IRODSFilesystem.exists(comm, HOME + "/a")).isFalse();
    }

    @Test
    void whatAStreamWritesAStreamReads() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        byte[] content = new byte[3_000_000];
        new Random(seed).nextBytes(content);
        String path = HOME + "/stream";
        try (IRODSDataObjectOutputStream out = new IRODSDataObjectOutputStream()) {
            out.open(comm, path, true, false);
            for (int i = 0; i < content.length; i += 100_000) {
                out.write(Arrays.copyOfRange(content, i, i + 100_000), 0, 100_000);
            }
        }
        assertThat(IRODSFilesystem.dataObjectSize(comm, path)).isEqualTo(content.length);
        byte[] read;
        try (IRODSDataObjectInputStream in = new IRODSDataObjectInputStream(comm, path)) {
            read = in.readAllBytes();
        }
        assertThat(read).isEqualTo(content);
        assertThat(IRODSReplicas.replicaChecksum(comm, path, 0, IRODSReplicas.VerificationCalculation.ALWAYS))
                .isEqualTo(IRODSFilesystem.dataObjectChecksum(comm, path)).startsWith("sha2:");
        IRODSFilesystem.remove(comm, path, IRODSFilesystem.RemoveOptions.NO_TRASH);
        assertThat(IRODSFilesystem.exists(comm, path)).isFalse();
    }

    @Test
    void aFileIsRegisteredAndQueriedBothWays(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "content");
        assertThat(register(HOME + "/registered", file)).isZero();
        List<String> genQuery2 = new ArrayList<>();
        IRODSQuery.executeGenQuery2(comm, "select DATA_NAME, DATA_SIZE, DATA_PATH where COLL_NAME = '" + HOME + "'")
                .forEach(genQuery2::addAll);
        assertThat(genQuery2).containsExactly("registered", "7", file.toString());
        assertThat(IRODSFilesystem.isDataObject(comm, HOME + "/registered")).isTrue();
        List<String> genQuery1 = new ArrayList<>();
        IRODSQuery.GenQuery1QueryArgs query = new IRODSQuery.GenQuery1QueryArgs();
        query.addColumnToSelectClause(GenQuery1Columns.COL_DATA_NAME);
        query.addColumnToSelectClause(GenQuery1Columns.COL_DATA_SIZE);
        query.addConditionToWhereClause(GenQuery1Columns.COL_COLL_NAME, "= '" + HOME + "'");
        IRODSQuery.executeGenQuery1(comm, query, genQuery1::addAll);
        assertThat(genQuery1).containsExactly("registered", "7");
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo("content");
    }

    @Test
    void metadataIsSetAndRemoved(@TempDir Path directory) throws Exception {
        assertThat(register(HOME + "/object", Files.writeString(directory.resolve("file"), "x"))).isZero();
        IRODSMetadata.addMetadataToDataObject(comm, HOME + "/object",
                "attribute", "välue", Optional.of("unit"));
        List<String> found = new ArrayList<>();
        String query = "select META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE, META_DATA_ATTR_UNITS where COLL_NAME = '"
                + HOME + "' and DATA_NAME = 'object' and META_DATA_ATTR_NAME = 'attribute'";
        IRODSQuery.executeGenQuery2(comm, query).forEach(found::addAll);
        assertThat(found).containsExactly("attribute", "välue", "unit");
        IRODSMetadata.removeMetadataFromDataObject(comm, HOME + "/object",
                "attribute", "välue", Optional.of("unit"));
        assertThat(IRODSQuery.executeGenQuery2(comm, query)).isEmpty();
    }

    @Test
    void usersAreManaged() throws Exception {
        IRODSUsers.User alice = new IRODSUsers.User("alice", Optional.of("tempZone"));
        IRODSUsers.addUser(comm, alice, IRODSUsers.UserType.RODSUSER, IRODSZones.ZoneType.LOCAL);
        assertThat(IRODSFilesystem.isCollection(comm, "/tempZone/home/alice")).isTrue();
        IRODSUsers.removeUser(comm, alice);
        assertThat(IRODSFilesystem.exists(comm, "/tempZone/home/alice")).isFalse();
    }

    private int register(String path, Path file) throws Exception {
        DataObjInp_PI input = new DataObjInp_PI();
        input.objPath = path;
        input.KeyValPair_PI = new KeyValPair_PI();
        input.KeyValPair_PI.ssLen = 2;
        input.KeyValPair_PI.keyWord = List.of("filePath", "destRescName");
        input.KeyValPair_PI.svalue = List.of(file.toString(), "demoResc");
        return IRODSApi.rcRegisterPhysicalPath(comm, input, new Reference<>());
    }
}
