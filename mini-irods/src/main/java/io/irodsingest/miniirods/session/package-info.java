/** From an accepted socket to an authenticated session that answers requests one after the other. */
package io.irodsingest.miniirods.session;
