package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Catalog;
import io.irodsingest.miniirods.query.QueryEngine;
import io.irodsingest.miniirods.vault.Vaults;

/** What all sessions of a server share. */
public record Services(Catalog catalog, Vaults vaults, OpenReplicas openReplicas, QueryEngine queries) {
    public static Services of(Catalog catalog, Vaults vaults) {
        return new Services(catalog, vaults, new OpenReplicas(), QueryEngine.create());
    }
}
