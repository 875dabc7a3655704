/** Texts that must not be shown. */
package io.irodsingest.common.secret;
