/** The commands about batches and slow queries. */
package io.irodsingest.cli.command.batch;
