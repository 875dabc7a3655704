/** The log that commands write, and the files that it goes to. */
package io.irodsingest.cli.log;
