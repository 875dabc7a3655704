package io.irodsingest.batchtasks;

/**
 * A row as it was submitted.
 *
 * @param line from 1; 0 of a slow query. Rows of a batch are in the order of their lines, of which each is there once
 * @param json one line of JSON
 */
public record BatchRow(long line, String json) {}
