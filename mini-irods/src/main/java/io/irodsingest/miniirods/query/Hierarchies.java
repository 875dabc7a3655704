package io.irodsingest.miniirods.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resources beside their hierarchies. A resource below others comes several times: alone, with its parent, and so on up to the
 * root, because that is what GenQuery2 of 5.0.2 joins.
 */
record Hierarchies(List<Long> resources, List<String> hierarchies) {
    static final Hierarchies NONE = new Hierarchies(List.of(), List.of());

    private record Resource(String name, String parent) {}

    static Hierarchies read(Connection connection) throws SQLException {
        Map<String, Resource> tree = new HashMap<>();
        try (PreparedStatement statement = connection
                .prepareStatement("select resc_id, resc_name, resc_parent from R_RESC_MAIN");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                tree.put(rows.getString(1), new Resource(rows.getString(2), rows.getString(3)));
            }
        }
        List<Long> resources = new ArrayList<>();
        List<String> hierarchies = new ArrayList<>();
        for (String id : tree.keySet()) {
            for (String hierarchy : upwards(tree, id)) {
                resources.add(Long.valueOf(id));
                hierarchies.add(hierarchy);
            }
        }
        return new Hierarchies(resources, hierarchies);
    }

    private static List<String> upwards(Map<String, Resource> tree, String id) {
        List<String> hierarchies = new ArrayList<>();
        Set<String> passed = new HashSet<>();
        String hierarchy = "";
        for (String at = id; tree.containsKey(at) && passed.add(at); at = tree.get(at).parent()) {
            String name = tree.get(at).name();
            hierarchy = hierarchy.isEmpty() ? name : name + ";" + hierarchy;
            hierarchies.add(hierarchy);
        }
        return hierarchies;
    }
}
