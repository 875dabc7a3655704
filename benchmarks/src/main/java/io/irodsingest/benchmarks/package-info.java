/** Measures. Prints figures and asserts nothing. */
package io.irodsingest.benchmarks;
