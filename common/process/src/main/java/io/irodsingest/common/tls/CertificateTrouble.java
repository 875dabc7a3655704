package io.irodsingest.common.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds among the causes of a failure that a server's certificate was not accepted. */
public final class CertificateTrouble {
    private static final int DEEPEST = 20;

    private CertificateTrouble() {}

    /** Why a certificate was not accepted, without a subject; empty when the failure is another. */
    public static Optional<String> in(Throwable failure) {
        return find(failure, CertificateExpiredException.class).map(expired -> "its certificate has expired")
                // the other one comes when an authority of the same name has another key
                .or(() -> find(failure, CertPathBuilderException.class).map(GeneralSecurityException.class::cast)
                        .or(() -> find(failure, CertPathValidatorException.class))
                        .map(unknown -> "its certificate is of no authority that is trusted here; name the file of that"
                                + " authority by IRODS_INGEST_CA_FILE"))
                .or(() -> find(failure, CertificateException.class).map(
                        other -> "its certificate does not hold for the address: " + oneLine(other)))
                .or(() -> find(failure, GeneralSecurityException.class)
                        .map(other -> "its certificate cannot be checked: " + oneLine(other)));
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST)
                .filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String oneLine(Throwable trouble) {
        return String.valueOf(trouble.getMessage()).replaceAll("\\s+", " ");
    }
}
