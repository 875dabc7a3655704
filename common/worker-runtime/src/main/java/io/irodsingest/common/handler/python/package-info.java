/** Event handlers of Python: processes that run them, and what they ask of their worker. */
package io.irodsingest.common.handler.python;
