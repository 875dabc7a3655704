/** Puts together what the packages are made of. Only the profile release builds it. */
package io.irodsingest.packages;
