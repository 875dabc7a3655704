package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiReader;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.Api;

import static io.irodsingest.common.irods.protocol.wire.PiWriter.ascii;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A GenQuery1, read to its end page by page, so that no continuation stays open on the server.
 *
 * @param columns their numbers in the protocol
 */
record CatalogQuery(List<Integer> columns, List<Condition> conditions) {
    private static final int PAGE = 256;
    private static final byte[] HEAD = ascii("<GenQueryInp_PI><maxRows>" + PAGE + "</maxRows><continueInx>");
    private static final byte[] OPTIONS = ascii(
            "</continueInx><partialStartIndex>0</partialStartIndex><options>0</options>"
                    + "<KeyValPair_PI><ssLen>0</ssLen><keyWord></keyWord><svalue></svalue></KeyValPair_PI>"
                    + "<InxIvalPair_PI><iiLen>");
    private static final byte[] COLUMN_COUNT_END = ascii("</iiLen>");
    private static final byte[] INDEX = ascii("<inx>");
    private static final byte[] INDEX_END = ascii("</inx>");
    private static final byte[] SELECTED = ascii("<ivalue>1</ivalue>");
    private static final byte[] CONDITIONS = ascii("</InxIvalPair_PI><InxValPair_PI><isLen>");
    private static final byte[] CONDITION_COUNT_END = ascii("</isLen>");
    private static final byte[] VALUE = ascii("<svalue>");
    private static final byte[] VALUE_END = ascii("</svalue>");
    private static final byte[] NO_CONDITION = ascii("<inx></inx><svalue></svalue>");
    private static final byte[] END = ascii("</InxValPair_PI></GenQueryInp_PI>");

    private static final byte[] ROW_COUNT = ascii("<rowCnt>");
    private static final byte[] ATTRIBUTE_COUNT = ascii("<attriCnt>");
    private static final byte[] CONTINUATION = ascii("<continueInx>");
    private static final byte[] ATTRIBUTE = ascii("<attriInx>");
    private static final byte[] CELL = ascii("<value>");

    /** @param text as GenQuery1 has it: an operator, and values between apostrophes */
    record Condition(int column, String text) {}

    /** Gives each row to the reader: its values in the order of the columns. */
    void run(IrodsChannel channel, Consumer<byte[][]> reader) throws ChannelException, IrodsException {
        PiWriter body = new PiWriter();
        long continuation = 0;
        do {
            write(body.reset(), continuation);
            channel.queue(Api.GEN_QUERY, body);
            channel.flush();
            Answer answer = channel.receive();
            if (IrodsError.of(answer.status()) == IrodsError.NO_ROWS) {
                return;
            }
            continuation = page(answer.orThrow().body(), reader);
        } while (continuation > 0);
    }

    private void write(PiWriter to, long continuation) {
        to.raw(HEAD).number(continuation).raw(OPTIONS).number(columns.size()).raw(COLUMN_COUNT_END);
        columns.forEach(column -> to.raw(INDEX).number(column).raw(INDEX_END));
        columns.forEach(column -> to.raw(SELECTED));
        to.raw(CONDITIONS).number(conditions.size()).raw(CONDITION_COUNT_END);
        conditions.forEach(condition -> to.raw(INDEX).number(condition.column()).raw(INDEX_END));
        conditions.forEach(condition -> to.raw(VALUE).text(condition.text()).raw(VALUE_END));
        to.raw(conditions.isEmpty() ? NO_CONDITION : new byte[0]).raw(END);
    }

    private long page(PiReader from, Consumer<byte[][]> reader) {
        int rows = (int) from.number(ROW_COUNT);
        int attributes = (int) from.number(ATTRIBUTE_COUNT);
        long continuation = from.number(CONTINUATION);
        byte[][][] table = new byte[rows][columns.size()][];
        for (int i = 0; i < attributes; i++) {
            int at = columns.indexOf((int) from.number(ATTRIBUTE));
            for (int row = 0; row < rows && from.find(CELL); row++) {
                byte[] cell = from.bytes();
                if (at >= 0) {
                    table[row][at] = cell;
                }
            }
        }
        for (byte[][] row : table) {
            reader.accept(row);
        }
        return continuation;
    }
}
