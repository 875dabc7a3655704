package io.irodsingest.miniirods.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a GenQuery1 into the query model. One more row than a page is asked for, so that the last page is known as such. */
final class GenQuery1Translator {
    static final int NO_DISTINCT = 0x40;
    static final int QUOTA_QUERY = 0x80;
    static final int AUTO_CLOSE = 0x100;
    static final int UPPER_CASE_WHERE = 0x200;

    private static final int ORDER_BY = 0x400;
    private static final int ORDER_BY_DESC = 0x800;

    private static final int COLL_NAME = 501;
    private static final int DATA_NAME = 403;
    private static final int DATA_REPL_NUM = 404;
    private static final int DATA_RESC_HIER = 422;

    /** AVU names of data objects and collections may be asked for several times: each then is another AVU of the object. */
    private static final List<Integer> REPEATABLE_NAMES = List.of(600, 610);

    private static final List<Integer> SINGLE_NAMES = List.of(630, 640);

    private final GenQuery1 query;
    private final ConditionParser conditions = new ConditionParser();
    private final Map<Integer, Integer> seen = new HashMap<>();

    private GenQuery1Translator(GenQuery1 query) {
        this.query = query;
    }

    static Select translate(GenQuery1 query) throws QueryException {
        return new GenQuery1Translator(query).select();
    }

    private Select select() throws QueryException {
        if (query.select().isEmpty()) {
            throw new QueryException(Status.CAT_FAILED_TO_LINK_TABLES, "no column is selected");
        }
        List<Expression> columns = new ArrayList<>();
        for (GenQuery1.Selected selected : query.select()) {
            columns.add(selected(selected));
        }
        List<Expression> plain = columns.stream().filter(Expression.Reference.class::isInstance).toList();
        boolean grouped = plain.size() < columns.size();
        long limit = Math.max(0, query.maxRows()) + 1L;
        return new Select(
                (query.options() & NO_DISTINCT) == 0,
                columns,
                where(),
                grouped ? plain : List.of(),
                order(columns),
                Math.max(0, query.offset()),
                limit);
    }

    private static Expression.Reference column(int number) throws QueryException {
        return new Expression.Reference(
                Columns.numbered(number)
                        .orElseThrow(() -> new QueryException(Status.CAT_UNKNOWN_TABLE,
                                "column " + number + " is not known")),
                1);
    }

    private static Expression selected(GenQuery1.Selected selected) throws QueryException {
        Expression.Reference column = column(selected.column());
        return switch (selected.flags() & 0xf) {
            case 2 -> aggregate(Expression.Function.MIN, column);
            case 3 -> aggregate(Expression.Function.MAX, column);
            case 4 -> aggregate(Expression.Function.SUM, column);
            case 5 -> aggregate(Expression.Function.AVG, column);
            case 6 -> aggregate(Expression.Function.COUNT, column);
            default -> column;
        };
    }

    private static Expression aggregate(Expression.Function function, Expression column) {
        return new Expression.Call(function, false, List.of(column));
    }

    private List<Select.Order> order(List<Expression> columns) {
        List<Select.Order> order = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int flags = query.select().get(i).flags();
            if ((flags & (ORDER_BY | ORDER_BY_DESC)) != 0) {
                order.add(new Select.Order(columns.get(i), (flags & ORDER_BY_DESC) != 0));
            }
        }
        for (int number : new int[]{COLL_NAME, DATA_NAME, DATA_REPL_NUM}) {
            for (int i = 0; i < columns.size(); i++) {
                if (query.select().get(i).column() == number && columns.get(i) instanceof Expression.Reference) {
                    order.add(new Select.Order(columns.get(i), false));
                }
            }
        }
        return order;
    }

    private Predicate where() throws QueryException {
        for (int name : SINGLE_NAMES) {
            if (count(name) > 1) {
                throw new QueryException(
                        Status.CAT_INVALID_ARGUMENT,
                        "several AVUs can be asked for of data objects and collections only");
            }
        }
        boolean upperCase = (query.options() & UPPER_CASE_WHERE) != 0;
        List<Predicate> parts = new ArrayList<>();
        for (GenQuery1.Condition condition : query.where()) {
            Expression.Reference column = column(condition.column());
            int instance = instance(condition.column());
            if (condition.column() == DATA_RESC_HIER) {
                HierarchyCondition.check(condition.text());
            }
            parts.add(conditions.parse(
                    new Expression.Reference(column.column(), instance), condition.text(), upperCase));
        }
        return new Predicate.And(parts);
    }

    /** The n-th condition on a name and the n-th on a value are about one AVU; values beyond the names are about the first. */
    private int instance(int number) {
        int occurrence = seen.merge(number, 1, Integer::sum);
        int names = 0;
        for (int name : REPEATABLE_NAMES) {
            if (number == name || number == name + 1) {
                names = count(name);
            }
        }
        return occurrence <= names ? occurrence : 1;
    }

    private int count(int number) {
        return (int) query.where().stream()
                .filter(condition -> condition.column() == number)
                .count();
    }
}
