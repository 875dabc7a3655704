package io.irodsingest.miniirods.api.query;

import io.irodsingest.miniirods.catalog.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The specific queries that irods4j and Jargon ask by themselves, by the names and with the columns that they have on a
 * fresh iRODS. The texts are told to clients, which count the question marks and the columns between select and from.
 */
final class StoredQueries {
    static final String LIST = "ls";
    static final String LIKE = "listQueryByAliasLike";
    static final String FIND = "findQueryByAlias";

    private static final String PAGE = " limit cast(? as bigint) offset cast(? as bigint)";
    private static final Map<String, String> SQL = new TreeMap<>();

    static {
        SQL.put(LIST, "select alias, sqlStr from R_SPECIFIC_QUERY");
        SQL.put(LIKE, "select alias, sqlStr from R_SPECIFIC_QUERY where alias like ?");
        SQL.put(FIND, "select alias, sqlStr from R_SPECIFIC_QUERY where alias = ?");
        SQL.put("ShowCollAcls", "select u.user_name, u.zone_name, case a.access_type_id when " + Access.READ
                + " then 'read_object' when " + Access.WRITE + " then 'modify_object' when " + Access.DELETE
                + " then 'delete_object' else 'own' end, u.user_type_name from R_COLL_MAIN c"
                + " join R_OBJT_ACCESS a on a.object_id = c.coll_id join R_USER_MAIN u on u.user_id = a.user_id"
                + " where c.coll_name = ?");
        SQL.put("listGroupsForUser", "select g.group_user_id, u.user_name from R_USER_GROUP g"
                + " join R_USER_MAIN u on u.user_id = g.group_user_id join R_USER_MAIN m on m.user_id = g.user_id"
                + " where u.user_type_name = 'rodsgroup' and m.user_name = ? and m.user_type_name <> 'rodsgroup'");
        SQL.put("listUserACLForCollectionViaGroup", "select u.user_name, u.user_id, a.access_type_id,"
                + " u.user_type_name, u.zone_name, c.coll_name, gu.user_name, c.coll_name from R_COLL_MAIN c"
                + viaGroup("c.coll_id") + " where c.coll_name = ? and u.user_name = ?"
                + " order by a.access_type_id desc");
        SQL.put("listUserACLForDataObjViaGroup", "select u.user_name, u.user_id, a.access_type_id, u.user_type_name,"
                + " u.zone_name, c.coll_name, d.data_name, gu.user_name, d.data_name, c.coll_name from R_DATA_MAIN d"
                + " join R_COLL_MAIN c on c.coll_id = d.coll_id" + viaGroup("d.data_id")
                + " where c.coll_name = ? and d.data_name = ? and u.user_name = ? order by a.access_type_id desc");
        SQL.put("ilsLACollections", "select c.parent_coll_name, c.coll_name, c.create_ts, c.modify_ts, c.coll_id,"
                + " c.coll_owner_name, c.coll_owner_zone, c.coll_type, u.user_name, u.zone_name, a.access_type_id,"
                + " u.user_id from R_COLL_MAIN c" + direct("c.coll_id") + " where c.parent_coll_name = ?"
                + " order by c.coll_name, u.user_name, a.access_type_id desc" + PAGE);
        SQL.put("ilsLADataObjects", "select c.coll_name, d.data_name, d.create_ts, d.modify_ts, d.data_id,"
                + " d.data_size, d.data_repl_num, d.data_owner_name, d.data_owner_zone, u.user_name, u.user_id,"
                + " a.access_type_id, u.user_type_name, u.zone_name from R_COLL_MAIN c"
                + " join R_DATA_MAIN d on d.coll_id = c.coll_id" + direct("d.data_id") + " where c.coll_name = ?"
                + " order by d.data_name, u.user_name, a.access_type_id desc" + PAGE);
    }

    private StoredQueries() {}

    static Optional<String> sql(String name) {
        return Optional.ofNullable(SQL.get(name));
    }

    /** Rows of name and text. */
    static List<List<String>> all() {
        return SQL.entrySet().stream().map(query -> List.of(query.getKey(), query.getValue())).toList();
    }

    static List<List<String>> named(String name) {
        return sql(name).map(text -> List.of(List.of(name, text))).orElse(List.of());
    }

    private static String direct(String object) {
        return " join R_OBJT_ACCESS a on a.object_id = " + object + " join R_USER_MAIN u on u.user_id = a.user_id";
    }

    private static String viaGroup(String object) {
        return " join R_OBJT_ACCESS a on a.object_id = " + object
                + " join R_USER_GROUP g on g.group_user_id = a.user_id"
                + " join R_USER_MAIN gu on gu.user_id = g.group_user_id join R_USER_MAIN u on u.user_id = g.user_id";
    }
}
