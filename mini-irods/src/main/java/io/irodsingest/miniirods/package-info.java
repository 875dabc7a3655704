/** A small server that speaks the iRODS XML protocol: for trying out, for tests and as a target of benchmarks. */
package io.irodsingest.miniirods;
