/** One class per API number or per family of them, registered in a table by number. */
package io.irodsingest.miniirods.api;
