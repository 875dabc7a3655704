package io.irodsingest.miniirods.query;

import java.util.List;
import java.util.Set;

/** Writes the statement for a query of either language. */
final class SqlBuilder {
    /** R_OBJT_ACCESS numbers permissions upwards; this is read_object. */
    private static final String READ = "access_type_id >= 1050";

    private final Select select;
    private final Audience audience;
    private final Hierarchies hierarchies;
    private final SqlText sql;
    private final ExpressionSql expressions;
    private final TableUse use;

    private SqlBuilder(Select select, Language language, Audience audience, Hierarchies hierarchies) {
        this.select = select;
        this.audience = audience;
        this.hierarchies = hierarchies;
        this.sql = new SqlText(language);
        this.expressions = new ExpressionSql(sql);
        this.use = TableUse.of(select);
    }

    /**
     * @param hierarchies the resource tree when the query names it
     */
    static SqlText build(Select select, Language language, Audience audience, Hierarchies hierarchies)
            throws QueryException {
        return new SqlBuilder(select, language, audience, hierarchies).build();
    }

    private SqlText build() throws QueryException {
        Language language = sql.language();
        boolean admin = audience.seesEverything();
        Set<Table> tables = language.tables(use.tables(), admin);
        List<JoinGraph.Join> joins = language.joins(tables, TableUse.certain(select.where()), admin);
        sql.append(select.distinct() ? "select distinct " : "select ");
        expressions.writeAll(select.columns());
        from(joins);
        sql.append(" where (");
        new PredicateSql(sql).write(select.where());
        sql.append(")");
        if (!audience.seesEverything()) {
            restrict(joins.stream().map(JoinGraph.Join::table).toList());
        }
        if (!select.groupBy().isEmpty()) {
            sql.append(" group by ");
            expressions.writeAll(select.groupBy());
        }
        order();
        sql.append(" offset ").parameter(select.offset());
        return sql.append(" rows fetch next ").parameter(select.limit()).append(" rows only");
    }

    private void from(List<JoinGraph.Join> joins) {
        sql.append(" from ");
        boolean optional = false;
        for (JoinGraph.Join join : joins) {
            if (join.optional() && !optional) {
                // H2 ties all left joins to the table before them; a table of one row leaves it free to order the others.
                sql.append(" join dual ONE on true");
                optional = true;
            }
            sql.append(join.sql());
            if (join.table() == Table.HIERARCHY) {
                sql.parameterWithoutMark(hierarchies.resources().toArray(Long[]::new));
                sql.parameterWithoutMark(hierarchies.hierarchies().toArray(String[]::new));
            }
        }
        furtherAvus(Table.DATA, Table.DATA_METAMAP, Table.DATA_META, "data_id");
        furtherAvus(Table.COLL, Table.COLL_METAMAP, Table.COLL_META, "coll_id");
    }

    private void furtherAvus(Table owner, Table map, Table meta, String key) {
        for (int i = 2; i <= use.instances(meta); i++) {
            String mapAlias = ExpressionSql.alias(map, i);
            String metaAlias = ExpressionSql.alias(meta, i);
            sql.append(" join R_OBJT_METAMAP " + mapAlias + " on " + owner.alias() + "." + key + " = " + mapAlias
                    + ".object_id join R_META_MAIN " + metaAlias + " on " + mapAlias + ".meta_id = " + metaAlias
                    + ".meta_id");
        }
    }

    private void restrict(List<Table> tables) {
        if (sql.language() == Language.GENQUERY1) {
            readable(tables, Table.DATA, "data_id");
            readable(tables, Table.COLL, "coll_id");
        } else {
            ownAccess(tables, Table.DATA_ACCESS, Table.DATA_ACCESS_USER);
            ownAccess(tables, Table.COLL_ACCESS, Table.COLL_ACCESS_USER);
        }
    }

    private void readable(List<Table> tables, Table table, String key) {
        if (tables.contains(table)) {
            sql.append(" and exists (select 1 from R_OBJT_ACCESS A where A.object_id = " + table.alias() + "." + key
                    + " and A." + READ + " and A.user_id = any(")
                    .parameter(audience.principals().toArray(Long[]::new))
                    .append("))");
        }
    }

    private void ownAccess(List<Table> tables, Table access, Table user) {
        if (tables.contains(access)) {
            sql.append(" and " + access.alias() + "." + READ + " and " + access.alias() + ".user_id = any(")
                    .parameter(audience.principals().toArray(Long[]::new))
                    .append(")");
        }
        if (tables.contains(user)) {
            sql.append(" and " + user.alias() + ".user_id = ")
                    .parameter(audience.viewer().userId());
        }
    }

    /** After what the query asks for, all columns decide: then rows that compare equal are equal, and pages fit together. */
    private void order() throws QueryException {
        sql.append(" order by ");
        for (Select.Order order : select.orderBy()) {
            int position = select.columns().indexOf(order.expression());
            if (position >= 0) {
                sql.append(Integer.toString(position + 1));
            } else {
                checkOrder(order.expression());
                expressions.write(order.expression());
            }
            sql.append(order.descending() ? " desc nulls first, " : " nulls last, ");
        }
        for (int i = 1; i <= select.columns().size(); i++) {
            sql.append(i == 1 ? "" : ", ").append(Integer.toString(i));
        }
    }

    private void checkOrder(Expression expression) throws QueryException {
        if (select.distinct()) {
            throw new QueryException(
                    sql.language().databaseError(),
                    "distinct rows are ordered by selected columns only: " + expression);
        }
    }
}
