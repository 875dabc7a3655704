/** Which part of a list is wanted, and how it is printed: options that many commands have. */
package io.irodsingest.cli.command.view;
