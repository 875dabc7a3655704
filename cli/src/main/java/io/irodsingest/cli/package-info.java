/**
 * The command line: speaks HTTP to an orchestrator and nothing else. Its log puts files aside by itself, without logback: commands share a log
 * file, and two processes of logback that put one aside lose lines of each other (of 1,000, half in a trial); its policies know no intervals of
 * several hours and no days of the week, and loading it would double the time that a command takes to begin its log.
 */
package io.irodsingest.cli;
