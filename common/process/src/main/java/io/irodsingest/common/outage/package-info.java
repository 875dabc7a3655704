/** What happens while a server that everything depends on is away: work waits, and the wait is visible. */
package io.irodsingest.common.outage;
