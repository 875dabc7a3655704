/** Processors and initializers that users wrote: found, checked, made once, and closed with the worker. */
package io.irodsingest.workerbatch.plugin;
