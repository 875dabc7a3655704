package io.irodsingest.common.config;

import java.util.Optional;

/** The version of this software, as its jar's manifest says. */
public final class Version {
    public static final String CURRENT = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
