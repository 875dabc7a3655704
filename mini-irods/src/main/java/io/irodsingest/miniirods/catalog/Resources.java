package io.irodsingest.miniirods.catalog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The trees of resources; all of it is in memory too. Thread-safe. */
public final class Resources {
    private final Map<Long, Resource> byId = new ConcurrentHashMap<>();
    private final Map<String, Resource> byName = new ConcurrentHashMap<>();

    Resources() {}

    void load(CatalogSession session) throws SQLException {
        session.all("select resc_id, resc_name, resc_type_name, resc_class_name, resc_net, resc_def_path,"
                + " resc_context, resc_parent from R_RESC_MAIN",
                row -> new Resource(row.getLong(1), row.getString(2),
                        row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getString(7),
                        row.getString(8).isEmpty() ? 0 : Long.parseLong(row.getString(8))))
                .forEach(this::remember);
    }

    public Optional<Resource> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of all. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    public Optional<Resource> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Every resource that keeps files itself. */
    public List<Resource> storages() {
        return byId.values().stream().filter(Resource::storage).toList();
    }

    public List<Resource> children(Resource parent) {
        return byId.values().stream().filter(resource -> resource.parent() == parent.id())
                .sorted(Comparator.comparingLong(Resource::id)).toList();
    }

    /** Names from the root to a resource, separated by semicolons. */
    public String hierarchy(Resource resource) {
        if (resource.parent() == 0) {
            return resource.name();
        }
        return hierarchy(byId.get(resource.parent())) + ";" + resource.name();
    }

    /** @param path of a file in the vault of the resource, or elsewhere when it is registered where it lies */
    public Place place(Resource leaf, String path) {
        return new Place(leaf.id(), hierarchy(leaf), path);
    }

    /** The resource below which a new replica lands first: itself, or a leaf under a coordinating one. */
    public Optional<Resource> leaf(Resource resource) {
        if (resource.storage()) {
            return Optional.of(resource);
        }
        List<Resource> children = children(resource);
        if (children.isEmpty()) {
            return Optional.empty();
        }
        int chosen = Resource.RANDOM.equals(resource.type())
                ? ThreadLocalRandom.current().nextInt(children.size())
                : 0;
        return leaf(children.get(chosen));
    }

    /** The other leaves that a replication resource above keeps equal to this one. */
    public List<Resource> twins(Resource leaf) {
        List<Resource> twins = new ArrayList<>();
        Resource below = leaf;
        for (Resource above = byId.get(leaf.parent()); above != null; above = byId.get(above.parent())) {
            if (Resource.REPLICATION.equals(above.type())) {
                for (Resource child : children(above)) {
                    if (child.id() != below.id()) {
                        leaf(child).ifPresent(twins::add);
                    }
                }
            }
            below = above;
        }
        return twins;
    }

    public void add(CatalogSession session, Resource resource, String zone) throws SQLException {
        String now = Times.now();
        session.update("insert into R_RESC_MAIN (resc_id, resc_name, zone_name, resc_type_name, resc_class_name,"
                + " resc_net, resc_def_path, resc_context, create_ts, modify_ts) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                resource.id(), resource.name(), zone, resource.type(), resource.resourceClass(), resource.host(),
                resource.vault(), resource.context(), now, now);
        session.afterCommit(() -> remember(resource));
    }

    public void remove(CatalogSession session, Resource resource) throws SQLException {
        session.update("delete from R_RESC_MAIN where resc_id = ?", resource.id());
        session.afterCommit(() -> {
            byId.remove(resource.id());
            byName.remove(resource.name());
        });
    }

    /** Moves a tree below a parent, or makes it a root (parent null), and keeps the replicas' hierarchies right. */
    public void move(CatalogSession session, Resource child, Resource parent, String context) throws SQLException {
        String before = hierarchy(child);
        String after = parent == null ? child.name() : hierarchy(parent) + ";" + child.name();
        session.update("update R_RESC_MAIN set resc_parent = ?, resc_parent_context = ?, modify_ts = ?"
                + " where resc_id = ?", parent == null ? "" : Long.toString(parent.id()), context, Times.now(),
                child.id());
        session.update("update R_DATA_MAIN set resc_hier = ? || substr(resc_hier, ?)"
                + " where resc_hier = ? or left(resc_hier, ?) = ?", after, before.length() + 1, before,
                before.length() + 1, before + ";");
        session.afterCommit(() -> remember(child.under(parent == null ? 0 : parent.id())));
    }

    private void remember(Resource resource) {
        byId.put(resource.id(), resource);
        byName.put(resource.name(), resource);
    }
}
