/** The commands of the command line, their options and how they end. */
package io.irodsingest.cli.command;
