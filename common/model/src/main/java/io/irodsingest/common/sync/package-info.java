/** What is to be done with an entry: a pure decision, the same for every kind of source. */
package io.irodsingest.common.sync;
