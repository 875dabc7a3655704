/** The bytes of replicas: vault directories on disk and files registered in place. */
package io.irodsingest.miniirods.vault;
