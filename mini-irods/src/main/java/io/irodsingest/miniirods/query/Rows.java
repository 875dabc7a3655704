package io.irodsingest.miniirods.query;

import java.util.List;

/**
 * One page of a query's answer.
 *
 * @param columns GenQuery1 column numbers in the order of the selection; for GenQuery2 the position counted from 0
 * @param rows each row has one text a column; a null of the catalog is an empty text
 * @param continuation 0 when this was the last page, else what asks for the next one (per connection)
 */
public record Rows(List<Integer> columns, List<List<String>> rows, int continuation) {}
