package io.irodsingest.miniirods.catalog;

/** A collection as every request needs it; the rest of its row stays in the database. */
public record Coll(long id, String path, String ownerName, String ownerZone, boolean inherit, Acl acl) {}
