/** Paths of the source as the bytes they are, and the logical paths they become. */
package io.irodsingest.common.path;
