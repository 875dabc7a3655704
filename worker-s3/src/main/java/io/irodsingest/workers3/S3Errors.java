package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.s3store.StoreCertificates;
import io.irodsingest.s3store.SilentStoreException;
import io.irodsingest.common.tls.CertificateTrouble;
import io.irodsingest.s3store.StoreUnavailableException.Sign;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What went wrong with a store, in one line for the user that never shows a secret, and of what kind it is. */
final class S3Errors {
    private static final int MOVED = 301;
    private static final int REDIRECTED = 307;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final Set<String> WRONG_REGION = Set.of("PermanentRedirect", "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    /** What is to be done about it. */
    enum Kind {
        /** The store is away or too busy: everything that needs it waits. */
        OUTAGE,
        /** The store answers, and says no: 403 or 404. */
        REFUSAL,
        /** Anything else; another try will hardly help. */
        OTHER
    }

    private S3Errors() {}

    static Kind kind(SdkException problem) {
        if (StoreRetries.isThrottling(problem)) {
            return Kind.OUTAGE;
        }
        if (!(problem instanceof AwsServiceException answer)) {
            return isOfTheWay(problem) ? Kind.OUTAGE : Kind.OTHER;
        }
        int status = answer.statusCode();
        if (status == TOO_MANY || status >= SERVER_ERROR && status != NOT_IMPLEMENTED) {
            return Kind.OUTAGE;
        }
        return status == FORBIDDEN || status == NOT_FOUND ? Kind.REFUSAL : Kind.OTHER;
    }

    /**
     * The problem as an exception of files: {@link NoSuchFileException} for an object that is not there,
     * {@link AccessDeniedException} for 403, {@link StoreUnavailableException} for an outage. A HEAD is answered without a body,
     * so that a bucket that is missing looks like an object that is.
     *
     * @param key empty when it is about no single object
     */
    static IOException exception(Bucket bucket, String key, SdkException problem) {
        String line = describe(bucket, problem);
        if (kind(problem) == Kind.OUTAGE) {
            return new StoreUnavailableException(sign(problem), line, problem);
        }
        String path = '/' + bucket.name() + '/' + key;
        IOException told = switch (problem) {
            case AwsServiceException answer when isMissingObject(answer, key) -> new NoSuchFileException(path, null,
                    line);
            case AwsServiceException answer when answer.statusCode() == FORBIDDEN -> new AccessDeniedException(path,
                    null, line);
            default -> new IOException(line);
        };
        told.initCause(problem);
        return told;
    }

    private static Sign sign(SdkException problem) {
        if (problem instanceof AwsServiceException answer) {
            return StoreRetries.isThrottling(answer) || answer.statusCode() == TOO_MANY ? Sign.BUSY : Sign.FAILS;
        }
        return switch (root(problem)) {
            case UnknownHostException unknown -> Sign.NOT_REACHED;
            case NoRouteToHostException nowhere -> Sign.NOT_REACHED;
            case ConnectException refused -> Sign.NOT_REACHED;
            case SSLException noTls -> Sign.NOT_REACHED;
            default -> Sign.FAILS;
        };
    }

    /** The status of the answer that an exception was made of; 0 when it was made of none. */
    static int status(IOException told) {
        return told.getCause() instanceof AwsServiceException answer ? answer.statusCode() : 0;
    }

    static String describe(Bucket bucket, SdkException problem) {
        return problem instanceof AwsServiceException answer
                ? describeAnswer(bucket, answer)
                : describeFault(bucket, problem);
    }

    private static String describeAnswer(Bucket bucket, AwsServiceException answer) {
        String store = bucket.store().endpoint();
        String code = code(answer);
        if (StoreRetries.isThrottling(answer) || answer.statusCode() == TOO_MANY) {
            return store + " asks to slow down, also after " + tries(answer);
        }
        if (answer.statusCode() == NOT_IMPLEMENTED) {
            return store + " cannot do that: " + status(answer);
        }
        if (answer.statusCode() >= SERVER_ERROR) {
            return store + " fails with " + status(answer) + ", also after " + tries(answer);
        }
        Optional<String> region = region(answer);
        if (region.isPresent() || WRONG_REGION.contains(code)) {
            return "the bucket " + bucket.name() + " is not in the region " + bucket.store().region()
                    + region.map(right -> " but in " + right + ": name that with --s3-region-name").orElse("");
        }
        Optional<URI> elsewhere = Redirects.location(answer);
        if (elsewhere.isPresent()) {
            return store + " says that the bucket " + bucket.name() + " is at " + elsewhere.get().getScheme() + "://"
                    + elsewhere.get().getAuthority() + ": name that with --s3-endpoint-domain, if you trust it";
        }
        return switch (code) {
            case "InvalidAccessKeyId" -> store + " does not know " + bucket.credentials().label();
            case "SignatureDoesNotMatch" -> "the secret key does not belong to " + bucket.credentials().label();
            case "ExpiredToken", "InvalidToken" -> store + " no longer accepts " + bucket.credentials().label();
            case "RequestTimeTooSkewed" -> "the clocks of this machine and of " + store + " differ too much";
            case "InvalidObjectState" -> "the object is archived and must be restored before it can be read";
            case "NoSuchBucket" -> "there is no bucket " + bucket.name() + " at " + store;
            default -> describeStatus(bucket, answer);
        };
    }

    private static String describeStatus(Bucket bucket, AwsServiceException answer) {
        return switch (answer.statusCode()) {
            case FORBIDDEN -> "permission denied for " + bucket.credentials().label() + " in the bucket "
                    + bucket.name();
            case NOT_FOUND -> "no such object in the bucket " + bucket.name();
            default -> bucket.store().endpoint() + " answers " + status(answer) + message(answer);
        };
    }

    /** The right one, when an answer with a redirect or an error of the region names it. */
    private static Optional<String> region(AwsServiceException answer) {
        boolean isOfRegion = answer.statusCode() == MOVED || answer.statusCode() == REDIRECTED
                || WRONG_REGION.contains(code(answer));
        return isOfRegion && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region")
                : Optional.empty();
    }

    private static String describeFault(Bucket bucket, SdkException problem) {
        String store = bucket.store().endpoint();
        Throwable root = root(problem);
        Optional<String> certificate = CertificateTrouble.in(problem);
        if (certificate.isPresent() && !(root instanceof SSLException)) {
            return "no TLS with " + store + ": " + certificate.get() + refused(problem);
        }
        return switch (root) {
            case UnknownHostException unknown -> "the host of " + bucket.store().proxy().map(proxy -> "the proxy "
                    + proxy).orElse(store) + " is unknown";
            case ConnectException refused -> store + " cannot be reached: " + oneLine(refused);
            case SSLException noTls -> store + " speaks no TLS that is understood here: " + oneLine(noTls)
                    + "; for a store that speaks HTTP, give --s3-insecure-connection";
            case SilentStoreException silent -> store + " does not answer: " + oneLine(silent);
            case SocketTimeoutException slow -> store + " does not answer: " + oneLine(slow);
            case IOException lost -> "the connection to " + store + " was lost: " + oneLine(lost);
            default -> isOfTheWay(problem)
                    ? store + " cannot be reached: " + oneLine(root)
                    : "no request to " + store + " as " + bucket.credentials().label() + ": " + oneLine(problem);
        };
    }

    /** Which certificate it is. */
    private static String refused(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreCertificates.RefusedException refused) {
                return " (" + oneLine(refused) + ')';
            }
        }
        return "";
    }

    /** Whether the way to the store is at fault, and not what we asked or who we are. */
    private static boolean isOfTheWay(Throwable problem) {
        boolean input = false;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return false;
            }
            input |= cause instanceof IOException || cause instanceof SilentStoreException;
        }
        return input;
    }

    private static boolean isMissingObject(AwsServiceException answer, String key) {
        return answer.statusCode() == NOT_FOUND && !key.isEmpty() && !code(answer).equals("NoSuchBucket");
    }

    private static String status(AwsServiceException answer) {
        return code(answer).isEmpty() ? "status " + answer.statusCode() : answer.statusCode() + " " + code(answer);
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                ? ""
                : answer.awsErrorDetails().errorCode();
    }

    private static String message(AwsServiceException answer) {
        String text = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
        return text == null || text.isBlank() ? "" : ": " + firstLine(text);
    }

    private static String tries(SdkException problem) {
        // the client does not tell it of a HEAD
        if (problem.numAttempts() == null) {
            return "several tries";
        }
        return problem.numAttempts() == 1 ? "one try" : problem.numAttempts() + " tries";
    }

    private static Throwable root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String oneLine(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : firstLine(message);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }
}
