package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.Api;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsRequest;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.CatalogQuery.Condition;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Says what is wanted in requests of the protocol. */
final class ProtocolSession implements IrodsSession {
    private static final int ZONE_NAME = 102;
    private static final int RESOURCE_NAME = 302;
    private static final int IS_COLLECTION = 2;
    /** How often several that make the same parents may get in each other's way. */
    private static final int MOST_RACES = 5;
    /** CAT_UNKNOWN_COLLECTION in rodsErrorTable.h. */
    private static final int COLLECTION_UNKNOWN = -814_000;
    private static final Set<IrodsError> NOTHING_THERE = Set.of(IrodsError.OBJECT_NOT_FOUND, IrodsError.NO_ROWS,
            IrodsError.COLLECTION_UNKNOWN);

    private final Conversation conversation;
    private final PoolSettings settings;
    private final Placement placement;
    private final RequestLists lists;

    /** @param defaultResource for new data objects, when a request leaves it open */
    ProtocolSession(Conversation conversation, PoolSettings settings, Optional<String> defaultResource) {
        this.conversation = conversation;
        this.settings = settings;
        this.placement = new Placement(defaultResource);
        this.lists = new RequestLists(conversation, settings.pipeline());
    }

    @Override
    public List<Reply> createCollections(List<String> paths) throws UnavailableException {
        return lists.all(Api.COLL_CREATE, paths, Requests::createCollection);
    }

    @Override
    public void createCollectionWithParents(String path) throws UnavailableException, IrodsException {
        for (int tries = 0; tries < MOST_RACES; tries++) {
            Reply reply = lists.all(Api.COLL_CREATE, List.of(path), Requests::createCollectionWithParents).getFirst();
            if (!reply.isOk() && IrodsError.of(reply.status()) != IrodsError.EXISTS_ALREADY) {
                throw new IrodsException(reply.status(), reply.explain());
            }
            // a server that meets a parent which somebody else has just made says that all is done, and makes nothing below it
            // (rsMkCollR in collection.cpp, tag 5.0.2)
            if (isCollection(path)) {
                return;
            }
        }
        throw new IrodsException(COLLECTION_UNKNOWN, "the server says that it made collection " + path + ", but "
                + MOST_RACES + " times it was not there afterwards");
    }

    @Override
    public boolean isCollection(String path) throws UnavailableException, IrodsException {
        return stat(path) == IS_COLLECTION;
    }

    @Override
    public boolean exists(String path) throws UnavailableException, IrodsException {
        return stat(path) > 0;
    }

    /** What kind of thing is at a path; negative for nothing. */
    private int stat(String path) throws UnavailableException, IrodsException {
        Reply reply = lists.all(Api.OBJ_STAT, List.of(path), Requests::stat).getFirst();
        if (reply.error().filter(error -> !NOTHING_THERE.contains(error)).isPresent()) {
            throw new IrodsException(reply.status(), reply.explain());
        }
        return reply.status();
    }

    @Override
    public List<String> zones() throws UnavailableException, IrodsException {
        return column(ZONE_NAME, List.of());
    }

    @Override
    public boolean resourceExists(String name) throws UnavailableException, IrodsException {
        // a name that a condition cannot hold is not allowed for resources either
        return name.indexOf('\'') < 0
                && !column(RESOURCE_NAME, List.of(new Condition(RESOURCE_NAME, "= '" + name + '\''))).isEmpty();
    }

    @Override
    public Map<String, List<Replica>> replicas(String collection, Collection<String> names)
            throws UnavailableException, IrodsException {
        return conversation.run(connection -> new ReplicaQuery(connection.channel(), collection, names).run());
    }

    @Override
    public Set<String> collections(String parent, Collection<String> names)
            throws UnavailableException, IrodsException {
        return conversation.run(connection -> new CollectionQuery(connection.channel(), parent, names).run());
    }

    @Override
    public List<Reply> register(List<Registration> registrations) throws UnavailableException {
        List<Registration> placed = registrations.stream().map(placement::of).toList();
        List<Reply> replies = release().hasRegisterPhysicalPath()
                ? lists.all(Api.REGISTER_PHYSICAL_PATH, placed, Requests::register)
                : registerAsBefore(placed);
        return IntStream.range(0, replies.size())
                .mapToObj(i -> placement.named(replies.get(i), registrations.get(i).resource()))
                .toList();
    }

    /** Where a further replica does not become the good one by itself. */
    private List<Reply> registerAsBefore(List<Registration> registrations) throws UnavailableException {
        List<Reply> replies = new ArrayList<>(lists.all(Api.PHY_PATH_REG, registrations, Requests::register));
        for (int i = 0; i < replies.size(); i++) {
            Registration file = registrations.get(i);
            if (replies.get(i).isOk() && file.furtherReplica()) {
                replies.set(i, makeGood(file));
            }
        }
        return replies;
    }

    private Reply makeGood(Registration file) throws UnavailableException {
        try {
            Optional<Replica> registered = Replicas.of(conversation, file.path()).stream()
                    .filter(replica -> replica.physicalPath().equals(file.physicalPath())
                            && file.resource().map(replica::isBelow).orElse(true))
                    .max(Comparator.comparingInt(Replica::number));
            return registered.isEmpty()
                    ? Reply.OK
                    : updateReplicas(List.of(new ReplicaUpdate(file.path(), registered.get().number(), file.size(),
                            file.modified()))).getFirst();
        } catch (IrodsException refused) {
            return new Reply(refused.status(), refused.getMessage());
        }
    }

    private Release release() throws UnavailableException {
        try {
            return conversation.release();
        } catch (IrodsException refused) {
            throw RequestLists.unexpected(refused);
        }
    }

    @Override
    public List<Reply> updateReplicas(List<ReplicaUpdate> updates) throws UnavailableException {
        return lists.all(Api.MOD_DATA_OBJ_META, updates, Requests::update);
    }

    @Override
    public void put(Put put, Content content) throws UnavailableException, IrodsException, IOException {
        Put placed = placement.of(put);
        Upload upload = new Upload(conversation, settings.streams());
        try {
            upload.put(placed, content);
        } catch (IrodsException refused) {
            if (!Placement.isOutdated(refused.error()) || !conversation.renew()) {
                throw placement.named(refused, put.resource());
            }
            again(upload, placed, content, put.resource());
        }
    }

    private void again(Upload upload, Put placed, Content content, Optional<String> wanted)
            throws UnavailableException, IrodsException, IOException {
        try {
            upload.put(placed, content);
        } catch (IrodsException refused) {
            throw placement.named(refused, wanted);
        }
    }

    @Override
    public void append(Append append, Content content) throws UnavailableException, IrodsException, IOException {
        new Upload(conversation, settings.streams()).append(append, content);
    }

    @Override
    public Reply extract(String archive, String collection) throws UnavailableException, IrodsException {
        return new Extraction(conversation).run(archive, collection);
    }

    @Override
    public String checksum(String path, int replicaNumber) throws UnavailableException, IrodsException {
        return new Verification(conversation, path, replicaNumber).checksum();
    }

    @Override
    public void verify(Uploaded uploaded, Content content) throws UnavailableException, IrodsException, IOException {
        new Verification(conversation, uploaded.path(), uploaded.replicaNumber())
                .of(new Source(content, uploaded.size()), uploaded.size(), uploaded.checksum());
    }

    @Override
    public List<Reply> addMetadata(List<Metadata> additions) throws UnavailableException {
        return lists.all(Api.MOD_AVU_METADATA, additions, Requests::addMetadata);
    }

    @Override
    public List<Reply> setMetadata(List<Metadata> values) throws UnavailableException {
        return lists.all(Api.MOD_AVU_METADATA, values, Requests::setMetadata);
    }

    @Override
    public void list(String collection, ContentReader reader) throws UnavailableException, IrodsException {
        conversation.run(connection -> {
            ContentQuery.run(connection.channel(), collection, reader);
            return null;
        });
    }

    @Override
    public List<Reply> unregister(List<String> paths) throws UnavailableException {
        return lists.all(Api.DATA_OBJ_UNLINK, paths, Requests::unregister);
    }

    @Override
    public List<Reply> moveToTrash(List<String> paths) throws UnavailableException {
        return lists.all(Api.DATA_OBJ_UNLINK, paths, Requests::moveToTrash);
    }

    @Override
    public List<Reply> remove(List<String> paths) throws UnavailableException {
        return lists.all(Api.DATA_OBJ_UNLINK, paths, Requests::remove);
    }

    @Override
    public List<Reply> removeCollections(List<String> paths) throws UnavailableException {
        return lists.all(Api.RM_COLL, paths, Requests::removeCollection);
    }

    @Override
    public List<Reply> changeMetadata(List<MetadataChange> changes) throws UnavailableException {
        return lists.all(Api.MOD_AVU_METADATA, changes, Requests::changeMetadata);
    }

    @Override
    public void perform(List<? extends IrodsRequest> requests, ReplyReader reader) throws UnavailableException {
        lists.all(List.copyOf(requests), new ObjectRequests(), reader);
    }

    @Override
    public void readReplicas(String collection, Consumer<ListedReplica> reader)
            throws UnavailableException, IrodsException {
        conversation.run(connection -> {
            ReplicaListing.run(connection.channel(), collection, reader);
            return null;
        });
    }

    @Override
    public List<List<String>> query(String genQuery2) throws UnavailableException, IrodsException {
        return conversation.run(connection -> RowsQuery.run(connection.channel(), genQuery2));
    }

    @Override
    public void close() {
        conversation.close();
    }

    private List<String> column(int column, List<Condition> conditions) throws UnavailableException, IrodsException {
        List<String> values = new ArrayList<>();
        conversation.run(connection -> {
            new CatalogQuery(List.of(column), conditions).run(connection.channel(),
                    row -> values.add(new String(row[0], StandardCharsets.UTF_8)));
            return values;
        });
        return values;
    }
}
