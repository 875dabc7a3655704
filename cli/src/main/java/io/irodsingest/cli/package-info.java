/** The command line: speaks HTTP to an orchestrator and nothing else. */
package io.irodsingest.cli;
