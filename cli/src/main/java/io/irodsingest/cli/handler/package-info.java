/** Event handlers as files: read, compiled, packed. */
package io.irodsingest.cli.handler;
