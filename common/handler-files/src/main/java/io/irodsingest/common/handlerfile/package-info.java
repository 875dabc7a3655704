/** Files of event handlers: YAML, jars and Python, read and checked; nothing of them is run here. */
package io.irodsingest.common.handlerfile;
