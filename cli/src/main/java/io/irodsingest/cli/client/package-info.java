/** What speaks to the admin endpoint. */
package io.irodsingest.cli.client;
