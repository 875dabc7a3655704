/**
 * Batches and slow queries as data, between those who take them in and those who work on them. A slow query is a batch of one row, on line
 * 0, whose tasks have a lane of their own. How rows come in, lie in the state store and get their results: docs/architecture.md.
 */
package io.irodsingest.batchtasks;
