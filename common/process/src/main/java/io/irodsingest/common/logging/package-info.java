/** How what others log gets into the log of the process. */
package io.irodsingest.common.logging;
