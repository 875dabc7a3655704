/** The APIs that ask the catalog: both query languages, stored queries and what an object is. */
package io.irodsingest.miniirods.api.query;
