/** Commands about the user's own side: the clusters that he has named, and completion in his shell. */
package io.irodsingest.cli.command.shell;
