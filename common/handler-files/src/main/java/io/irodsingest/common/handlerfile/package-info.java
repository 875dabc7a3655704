/** Files of event handlers: YAML and jars, read and checked; nothing of a jar is run here. */
package io.irodsingest.common.handlerfile;
