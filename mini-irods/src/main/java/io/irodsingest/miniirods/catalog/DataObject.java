package io.irodsingest.miniirods.catalog;

/**
 * What the replicas of a data object have in common, though the catalog keeps it with each of them.
 *
 * @param collection the number of the collection that it is in
 * @param mode as clients gave it, mostly a decimal number
 */
public record DataObject(long id, long collection, String name, String type, String ownerName, String ownerZone,
        String mode) {}
