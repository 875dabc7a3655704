/** Sorting more than fits into memory. */
package io.irodsingest.common.sort;
