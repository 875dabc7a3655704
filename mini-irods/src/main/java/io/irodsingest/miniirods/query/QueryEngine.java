package io.irodsingest.miniirods.query;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.h2.api.ErrorCode;

/**
 * Answers GenQuery1 and GenQuery2 from a catalog as a server of version 5.0.2 does. Stateless and thread-safe; a connection
 * belongs to one caller at a time.
 *
 * <p>A text in a condition is the catalog's text, whatever characters it has; only quotes and, for {@code like}, wildcards are
 * special. To ask for a name exactly:
 *
 * <ul>
 *   <li>GenQuery1 knows no escape. {@code = 'x'} takes all between the first and the last quote, so an apostrophe is written
 *       as it is ({@code = 'it's'}), as are backslash, newline, {@code %} and {@code _}. {@code in} and {@code between} read
 *       quotes in pairs and cannot hold an apostrophe: a name with one is asked for with {@code =}. Operators are written in
 *       small letters, as {@code IN ('x')} fails when a value has "in" in it. With {@code &&} or
 *       {@code ||} in the same condition, an apostrophe in a name leads astray; a name that has an apostrophe and such a pair
 *       of characters cannot be asked for safely. The texts of all {@code in} of a query are limited to 32,000 bytes
 *       (-306000), a condition with {@code &&} or {@code ||} to 2,175.
 *   <li>GenQuery2 takes two quotes for one and {@code \xHH} for a byte of the UTF-8 text, so {@code '} becomes {@code ''}, and a
 *       backslash before {@code x} and two hexadecimal digits becomes {@code \x5c}. The rest stays as it is.
 *   <li>In both, {@code like} takes {@code %} and {@code _} for wildcards; {@code \%}, {@code \_} and {@code \\} stand for
 *       the characters themselves, and a backslash before another character is dropped. A backslash at the end is an error.
 * </ul>
 *
 * <p>Texts compare by code unit here, by the database's locale on a real server. Numbers of the catalog compare as numbers, all
 * else as text; GenQuery1 compares a text as a number with {@code n<}, {@code n>}, {@code n=}, {@code n<=} and {@code n>=}.
 *
 * <p>R_USER_GROUP must hold a row that makes each user, groups included, a member of himself, as the real catalog does: the
 * columns that name who has access are found through it.
 */
public final class QueryEngine {
    private static final Set<Integer> MISTAKES_IN_QUERIES = Set.of(
            ErrorCode.MUST_GROUP_BY_COLUMN_1,
            ErrorCode.INVALID_USE_OF_AGGREGATE_FUNCTION_1,
            ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE_1,
            ErrorCode.DATA_CONVERSION_ERROR_1);

    private QueryEngine() {}

    public static QueryEngine create() {
        return new QueryEngine();
    }

    /**
     * One page. Rows are distinct unless the options say otherwise, ordered as asked for, then by collection name, data name and
     * replica number where selected, then by the other columns; so the same query with a larger offset goes on where the page
     * ended. As on the real server, {@code maxRows} is not capped at 256. The continuation is exact: 0 if this was the last
     * row of all, -1 if more follow but AUTO_CLOSE asks to forget them, else 1.
     *
     * @throws QueryException -823000 unknown column, -816000 no valid condition, -825000 columns that no join connects, -306000
     *     too long, -806000 what the database would refuse
     */
    public Rows genQuery1(Connection connection, Viewer viewer, GenQuery1 query) throws SQLException, QueryException {
        List<Integer> columns = query.select().stream().map(GenQuery1.Selected::column).toList();
        if ((query.options() & GenQuery1Translator.QUOTA_QUERY) != 0) {
            return new Rows(columns, List.of(), 0); // There are no quotas here, and none limits nothing.
        }
        Select select = GenQuery1Translator.translate(query);
        List<List<String>> rows = run(connection, viewer, Language.GENQUERY1, select);
        if (rows.size() < select.limit()) {
            return new Rows(columns, rows, 0);
        }
        boolean closed = (query.options() & GenQuery1Translator.AUTO_CLOSE) != 0;
        return new Rows(columns, List.copyOf(rows.subList(0, rows.size() - 1)), closed ? -1 : 1);
    }

    /**
     * All rows up to the limit, 256 if there is none. They are distinct only with {@code select distinct}: a query with data
     * objects or collections has, for an admin, a row for each user who has access to them (members of groups counted), and a
     * replica below a coordinating resource has DATA_RESC_HIER of each length; both are the real server's ways.
     *
     * @return each row has one text a column, an empty one for null
     * @throws QueryException -167000 for a syntax error or what the database would refuse, -130000 for an unknown column and for
     *     columns that cannot be joined directly
     */
    public List<List<String>> genQuery2(Connection connection, Viewer viewer, String query)
            throws SQLException, QueryException {
        return run(connection, viewer, Language.GENQUERY2, GenQuery2Parser.parse(query));
    }

    private static List<List<String>> run(Connection connection, Viewer viewer, Language language, Select select)
            throws SQLException, QueryException {
        Audience audience = Audience.of(connection, viewer);
        boolean tree = TableUse.of(select).tables().contains(Table.HIERARCHY);
        Hierarchies hierarchies = tree ? Hierarchies.read(connection) : Hierarchies.NONE;
        SqlText sql = SqlBuilder.build(select, language, audience, hierarchies);
        // H2 keeps the latest statements of a connection parsed and planned, by their text.
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            int index = 1;
            for (Object parameter : sql.parameters()) {
                statement.setObject(index++, parameter);
            }
            try (ResultSet result = statement.executeQuery()) {
                return read(result, select.columns());
            }
        } catch (SQLException e) {
            if (MISTAKES_IN_QUERIES.contains(e.getErrorCode())) {
                throw new QueryException(language.databaseError(), e.getMessage());
            }
            throw e;
        }
    }

    private static List<List<String>> read(ResultSet result, List<Expression> columns) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            String[] row = new String[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = columns.get(i).type() == Type.DECIMAL
                        ? decimal(result.getBigDecimal(i + 1))
                        : text(result.getString(i + 1));
            }
            rows.add(List.of(row));
        }
        return rows;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static String decimal(BigDecimal value) {
        return value == null ? "" : value.stripTrailingZeros().toPlainString();
    }
}
