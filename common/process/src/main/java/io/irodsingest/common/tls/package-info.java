/** Whose certificates are trusted for TLS, and why a connection is refused for its certificate. */
package io.irodsingest.common.tls;
