/** Units of work as data, and their form on the wire. */
package io.irodsingest.common.task;
