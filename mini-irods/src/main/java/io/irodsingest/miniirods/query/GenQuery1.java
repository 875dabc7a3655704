package io.irodsingest.miniirods.query;

import java.util.List;

/**
 * The parts of a {@code GenQueryInp_PI} that decide the answer; numbers are those of the protocol.
 *
 * @param maxRows rows a page at most; 0 or less answers none. Clients use 256, the server would answer more
 * @param offset rows to leave out first
 * @param options bits of {@code GenQueryInp_PI.options}
 * @param select columns of the answer in this order
 * @param where conditions that must all hold
 */
public record GenQuery1(int maxRows, int offset, int options, List<Selected> select, List<Condition> where) {

    public GenQuery1 {
        select = List.copyOf(select);
        where = List.copyOf(where);
    }

    /**
     * @param column GenQuery1's column number
     * @param flags the number beside it: an aggregate (2 min, 3 max, 4 sum, 5 avg, 6 count) and order bits (0x400, 0x800)
     */
    public record Selected(int column, int flags) {}

    /**
     * @param column GenQuery1's column number
     * @param text operator and quoted values, such as {@code = 'x'}
     */
    public record Condition(int column, String text) {}
}
