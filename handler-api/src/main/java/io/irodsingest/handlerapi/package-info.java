/** What an event handler or a batch processor is compiled against. */
package io.irodsingest.handlerapi;
