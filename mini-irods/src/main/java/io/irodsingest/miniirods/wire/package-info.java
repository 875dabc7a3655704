/** The iRODS XML protocol: frames, packing instructions, statuses. Knows neither catalog nor sessions. */
package io.irodsingest.miniirods.wire;
