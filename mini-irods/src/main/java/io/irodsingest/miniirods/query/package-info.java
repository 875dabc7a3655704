/** GenQuery1 and GenQuery2 turned into SQL over the catalog's tables. Knows the tables, not the wire. */
package io.irodsingest.miniirods.query;
