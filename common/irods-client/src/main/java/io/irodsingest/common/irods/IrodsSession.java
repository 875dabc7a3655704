package io.irodsingest.common.irods;

import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connection in use by one thread. Lists of requests go out together: their answers are in the order of the requests. When
 * the connection is lost the whole call throws {@link UnavailableException}, and each of its requests may have been done or not;
 * the next call tries another connection, unless the session was {@link Irods#abort aborted}. Logical paths are absolute,
 * without a trailing slash and without NUL. Not thread-safe.
 */
public interface IrodsSession extends CatalogListing, AutoCloseable {
    /** Makes collections whose parents exist; one that exists already answers {@link IrodsError#EXISTS_ALREADY}. */
    List<Reply> createCollections(List<String> paths) throws UnavailableException;

    /** Makes a collection and what is missing of its parents; its existence is no error. */
    void createCollectionWithParents(String path) throws UnavailableException, IrodsException;

    /** Whether a collection is at the path; false also for a data object. */
    boolean isCollection(String path) throws UnavailableException, IrodsException;

    /** The zones that the server knows. */
    List<String> zones() throws UnavailableException, IrodsException;

    boolean resourceExists(String name) throws UnavailableException, IrodsException;

    /**
     * The replicas of data objects of a collection, by the objects' names. Names without a data object are absent.
     *
     * @param names those of interest; a collection that has more is not read whole
     */
    Map<String, List<Replica>> replicas(String collection, Collection<String> names)
            throws UnavailableException, IrodsException;

    /** Which of some names are collections in a collection. */
    Set<String> collections(String parent, Collection<String> names) throws UnavailableException, IrodsException;

    /**
     * Registers files in place. The server takes size and time on trust. A further replica becomes the good one, and what was
     * good before becomes stale.
     */
    List<Reply> register(List<Registration> registrations) throws UnavailableException;

    /** Sets size and modification time of replicas, which become the good ones of their data objects. */
    List<Reply> updateReplicas(List<ReplicaUpdate> updates) throws UnavailableException;

    /**
     * Uploads a whole content. The replica is good only if as many bytes came as were announced, the content found itself
     * unchanged at the end and the checksum, if wanted, is right on the server; else the upload fails and no good replica is
     * left. When the connection is lost after the content was told that it {@link Content#becomesGood becomes good}, there may be
     * a good replica that is yet to be {@link #verify verified}. One that is not good may be left; a later upload to the same
     * path replaces it, unless the server still takes it for being written ({@link IrodsError#LOCKED},
     * {@link IrodsError#HIERARCHY}). A large content goes over several
     * connections at a time, as far as the pool has some to spare.
     *
     * @throws IOException when the source cannot be read, does not have as many bytes, or changed
     */
    void put(Put put, Content content) throws UnavailableException, IrodsException, IOException;

    /**
     * Adds to a replica what the content has past its end; like {@link #put}, it leaves no good replica when it fails in the
     * middle.
     */
    void append(Append append, Content content) throws UnavailableException, IrodsException, IOException;

    /**
     * Has the server unpack a tar archive, and register its files as new data objects in a collection, on the resource of the
     * archive's replica. Whatever the reply is, it has to be looked what is there and whether it is right: some files may be
     * missing, and the server takes others for good that are not, as when its disk was full. After a lost connection the server
     * may still be at it.
     *
     * @param archive path of a data object
     */
    Reply extract(String archive, String collection) throws UnavailableException, IrodsException;

    /**
     * The checksum of a replica as the catalog has it. The server computes one that is missing, and keeps it.
     *
     * @return as the catalog writes it, like {@code sha2:} and base64
     */
    String checksum(String path, int replicaNumber) throws UnavailableException, IrodsException;

    /**
     * Looks whether a good replica has what an upload sent, as {@link #put} and {@link #append} do at their end; for one that
     * became good before its upload could look, because the connection was lost or its process ended. What is found to be wrong
     * is stale afterwards.
     *
     * @throws UnavailableException when it could not be asked: the replica stays as it is, and is to be asked for again
     * @throws IrodsException when it is wrong
     * @throws IOException when the source cannot be read to be compared
     */
    void verify(Uploaded uploaded, Content content) throws UnavailableException, IrodsException, IOException;

    /** Adds AVUs to data objects; one that is there already answers {@link IrodsError#EXISTS_ALREADY}. */
    List<Reply> addMetadata(List<Metadata> additions) throws UnavailableException;

    /** Gives data objects AVUs in the place of all that they have of the same attributes. */
    List<Reply> setMetadata(List<Metadata> values) throws UnavailableException;

    /** Takes data objects off the catalog with all their replicas; the files stay. {@link IrodsError#NO_ROWS} when absent. */
    List<Reply> unregister(List<String> paths) throws UnavailableException;

    /** Removes data objects under the server's trash policy. {@link IrodsError#NO_ROWS} when absent. */
    List<Reply> moveToTrash(List<String> paths) throws UnavailableException;

    /** Removes data objects and their files in vaults at once. {@link IrodsError#NO_ROWS} when absent. */
    List<Reply> remove(List<String> paths) throws UnavailableException;

    /**
     * Removes empty collections; they never go to the trash. {@link IrodsError#COLLECTION_NOT_EMPTY} when something is in one,
     * {@link IrodsError#COLLECTION_UNKNOWN} when absent.
     */
    List<Reply> removeCollections(List<String> paths) throws UnavailableException;

    /** Adds AVUs to collections, and takes them away from collections and data objects. */
    List<Reply> changeMetadata(List<MetadataChange> changes) throws UnavailableException;

    /**
     * Does what each of some requests asks for, in their order. What is wrong with one changes nothing for the others.
     */
    default List<Reply> perform(List<? extends IrodsRequest> requests) throws UnavailableException {
        Reply[] replies = new Reply[requests.size()];
        perform(requests, (request, reply) -> replies[request] = reply);
        return List.of(replies);
    }

    /** The same, where each reply is told as soon as it is there; what was told before the connection is lost has been done. */
    void perform(List<? extends IrodsRequest> requests, ReplyReader reader) throws UnavailableException;

    /** Takes replies to the requests of a list, each once. */
    @FunctionalInterface
    interface ReplyReader {
        /** @param request its place in the list, from 0 on */
        void reply(int request, Reply reply);
    }

    /** Whether a data object or a collection is at the path. */
    boolean exists(String path) throws UnavailableException, IrodsException;

    /**
     * Runs a GenQuery2.
     *
     * @return rows of values in the order of the columns; at most 256 when the query has no limit of its own
     * @throws IrodsException {@link IrodsError#NOT_SUPPORTED} when the server is older than 4.3.2
     */
    List<List<String>> query(String genQuery2) throws UnavailableException, IrodsException;

    /** Gives the connection back; a broken one is thrown away. */
    @Override
    void close();

    /**
     * A file to be registered in place.
     *
     * @param resource empty leaves the choice to the server
     * @param physicalPath as the server sees it; its bytes are sent as they are
     * @param size bytes
     * @param modified seconds since the epoch
     * @param furtherReplica whether the data object exists already
     */
    record Registration(String path, Optional<String> resource, RawPath physicalPath, long size, long modified,
            boolean furtherReplica) {
        /** Of a new data object. */
        public Registration(String path, Optional<String> resource, RawPath physicalPath, long size, long modified) {
            this(path, resource, physicalPath, size, modified, false);
        }
    }

    /**
     * An upload.
     *
     * @param resource empty leaves the choice to the server
     * @param size bytes to come
     * @param overwrite whether a data object that has a good replica is replaced; if not, it is
     *     {@link IrodsError#OVERWRITE_WITHOUT_FORCE}
     * @param checksum whether the server computes a checksum, which is compared with that of the bytes that were read; a
     *     difference is {@link IrodsError#CHECKSUM_MISMATCH}
     */
    record Put(String path, Optional<String> resource, long size, boolean overwrite, boolean checksum) {}

    /**
     * An upload of what a file has grown by.
     *
     * @param offset bytes that the replica has
     * @param size bytes that it will have
     * @param checksum as with {@link Put}; of the whole content
     */
    record Append(String path, int replicaNumber, long offset, long size, boolean checksum) {}

    /**
     * What an upload or an append has closed.
     *
     * @param size bytes that it has to have
     * @param checksum as with {@link Put}
     */
    record Uploaded(String path, int replicaNumber, long size, boolean checksum) {}

    /** What is uploaded. Several threads may read it at a time. */
    interface Content {
        /**
         * A blocking channel that begins at a place. It may end behind {@code length} bytes or go on; if it ends before them,
         * the content is shorter than was thought.
         *
         * @param length bytes that will be read
         */
        ReadableByteChannel open(long from, long length) throws IOException;

        /**
         * What its source keeps as the SHA-256 of all of it, in base64; empty when it keeps none. Where checksums are wanted,
         * that of the server is compared with it instead of with one of what is read.
         */
        default Optional<String> sha256() {
            return Optional.empty();
        }

        /**
         * Asked when everything was read, before it becomes good.
         *
         * @throws IOException when it changed meanwhile, or what was read is not what its source says
         */
        void checkUnchanged() throws IOException;

        /**
         * Told when everything was sent and is about to become good, before it is verified: from here on the server may have a
         * good replica that nobody has looked at. Not told of a small content, which the server verifies before it is good.
         *
         * @throws IOException when it must not become good
         */
        default void becomesGood() throws IOException {}
    }

    /** @param modified seconds since the epoch */
    record ReplicaUpdate(String path, int replicaNumber, long size, long modified) {}

    /** An AVU for a data object. */
    record Metadata(String path, String attribute, String value, String unit) {}

    /** Takes the names of what is in a collection, in any order and each once. What it throws goes to who reads. */
    interface ContentReader {
        void dataObject(String name);

        void collection(String name);
    }

    /**
     * The names of what is in a collection, without what is below that.
     *
     * @param dataObjects in any order, each once
     * @param collections in any order
     */
    record CollectionContent(List<String> dataObjects, List<String> collections) {
        public CollectionContent {
            dataObjects = List.copyOf(dataObjects);
            collections = List.copyOf(collections);
        }
    }

    /**
     * Adding an AVU that is there answers {@link IrodsError#EXISTS_ALREADY}, removing one that is not there
     * {@link IrodsError#NOTHING_REMOVED}.
     *
     * @param adds else it removes
     * @param onCollection else on a data object
     */
    record MetadataChange(boolean adds, boolean onCollection, Metadata avu) {}
}
