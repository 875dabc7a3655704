/** What is printed: progress, summaries, reports. */
package io.irodsingest.cli.output;
