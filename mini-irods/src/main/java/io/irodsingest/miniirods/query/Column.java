package io.irodsingest.miniirods.query;

/**
 * A column of both query languages.
 *
 * @param template SQL with {@code $} for the alias of the table
 */
record Column(Table table, String template, Type type) {

    /** An access table keeps numbers; their names stand in a token table of the real catalog, which is never changed. */
    private static final String ACCESS_NAME = "case $.access_type_id when 1000 then 'null' when 1010 then 'execute'"
            + " when 1020 then 'read_annotation' when 1030 then 'read_system_metadata' when 1040 then 'read_metadata'"
            + " when 1050 then 'read_object' when 1060 then 'write_annotation' when 1070 then 'create_metadata'"
            + " when 1080 then 'modify_metadata' when 1090 then 'delete_metadata' when 1100 then 'administer_object'"
            + " when 1110 then 'create_object' when 1120 then 'modify_object' when 1130 then 'delete_object'"
            + " when 1140 then 'create_token' when 1150 then 'delete_token' when 1160 then 'curate'"
            + " when 1200 then 'own' end";

    private static final String ACCESS_NAMESPACE = "case when $.access_type_id is not null then 'access_type' end";

    static Column of(Table table, String name, boolean integer) {
        String template = switch (name) {
            case "access_name" -> ACCESS_NAME;
            case "access_namespace" -> ACCESS_NAMESPACE;
            default -> "$." + name;
        };
        return new Column(table, template, integer ? Type.INTEGER : Type.TEXT);
    }

    String sql(String alias) {
        return template.replace("$", alias);
    }
}
