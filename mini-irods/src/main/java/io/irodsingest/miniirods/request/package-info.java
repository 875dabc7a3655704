/** What every API needs: a request and its answer, the state of the session that asks, and the objects that both name. */
package io.irodsingest.miniirods.request;
