package io.irodsingest.miniirods.query;

/** A table in one role. R_META_MAIN, for one, plays four: the AVUs of data objects, collections, resources and users. */
enum Table {
    ZONE("R_ZONE_MAIN"), USER("R_USER_MAIN"), USER_AUTH("R_USER_AUTH"), USER_GROUP("R_USER_GROUP"), GROUP(
            "R_USER_MAIN"), RESC(
                    "R_RESC_MAIN"), COLL("R_COLL_MAIN"), DATA("R_DATA_MAIN"), DATA_METAMAP("R_OBJT_METAMAP"), DATA_META(
                            "R_META_MAIN"), COLL_METAMAP("R_OBJT_METAMAP"), COLL_META("R_META_MAIN"), RESC_METAMAP(
                                    "R_OBJT_METAMAP"), RESC_META("R_META_MAIN"), USER_METAMAP(
                                            "R_OBJT_METAMAP"), USER_META(
                                                    "R_META_MAIN"), DATA_ACCESS("R_OBJT_ACCESS"), DATA_ACCESS_GROUP(
                                                            "R_USER_GROUP"), DATA_ACCESS_USER(
                                                                    "R_USER_MAIN"), COLL_ACCESS(
                                                                            "R_OBJT_ACCESS"), COLL_ACCESS_GROUP(
                                                                                    "R_USER_GROUP"), COLL_ACCESS_USER(
                                                                                            "R_USER_MAIN"), RESC_ACCESS(
                                                                                                    "R_OBJT_ACCESS"), RESC_ACCESS_GROUP(
                                                                                                            "R_USER_GROUP"), RESC_ACCESS_USER(
                                                                                                                    "R_USER_MAIN"),
    /** Not stored: the resource tree as pairs of resource and hierarchy, bound as two arrays. */
    HIERARCHY("unnest(cast(? as bigint array), cast(? as varchar array))");

    private final String source;

    Table(String source) {
        this.source = source;
    }

    String alias() {
        return "T_" + name();
    }

    String from() {
        return this == HIERARCHY ? source + " " + alias() + "(resc_id, hier)" : source + " " + alias();
    }
}
