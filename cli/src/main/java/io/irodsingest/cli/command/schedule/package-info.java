/** The commands about schedules. */
package io.irodsingest.cli.command.schedule;
