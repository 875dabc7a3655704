package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.catalog.Catalog;
import io.irodsingest.miniirods.query.QueryEngine;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.Release;

/**
 * What all sessions of a server share.
 *
 * @param release the one that the server announces; it does not know requests that came later
 */
public record Services(Release release, Catalog catalog, Vaults vaults, OpenReplicas openReplicas,
        QueryEngine queries) {
    public static Services of(Release release, Catalog catalog, Vaults vaults) {
        return new Services(release, catalog, vaults, new OpenReplicas(), QueryEngine.create());
    }
}
