/** Keys of a bucket as text: their order, and how the keys below a prefix are divided into ranges. It knows no store. */
package io.irodsingest.workers3.key;
