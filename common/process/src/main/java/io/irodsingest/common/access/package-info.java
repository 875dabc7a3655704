/** Who may ask a listener of ours. */
package io.irodsingest.common.access;
