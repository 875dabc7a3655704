/** The catalog: collections, replicas, resources, users and metadata in an embedded SQL database. */
package io.irodsingest.miniirods.catalog;
