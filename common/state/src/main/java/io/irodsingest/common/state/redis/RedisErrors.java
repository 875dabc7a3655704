package io.irodsingest.common.state.redis;

import io.irodsingest.common.tls.CertificateTrouble;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisBusyException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisRedirectException;
import org.redisson.client.RedisRetryException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;
import org.redisson.client.RedisWrongPasswordException;
import org.redisson.client.WriteRedisConnectionException;

/** What Redisson's exceptions mean for us. */
final class RedisErrors {
    /** It is there and cannot work at the moment: full, unable to save, or about to have another master. */
    private static final List<String> UNABLE = List.of("OOM command not allowed", "MISCONF", "LOADING", "READONLY",
            "NOREPLICAS", "CLUSTERDOWN", "MASTERDOWN", "TRYAGAIN", "MOVED redirection loop");
    /** The same, where Redisson has a type for it. */
    private static final List<Class<? extends Exception>> TOLD = List.of(RedisOutOfMemoryException.class,
            RedisReadonlyException.class, RedisNoReplicasException.class, RedisLoadingException.class,
            RedisClusterDownException.class, RedisMasterDownException.class, RedisBusyException.class);
    private static final List<String> REFUSED = List.of("WRONGPASS", "NOAUTH", "NOPERM", "DB index is out of range",
            "invalid password", "invalid username", "without any password configured");

    private static final List<Class<? extends Exception>> TRANSIENT = List.of(IOException.class,
            RedisConnectionException.class,
            RedisTimeoutException.class, WriteRedisConnectionException.class, RedisReconnectedException.class,
            RedisRetryException.class, RedisTryAgainException.class, RedisNodeNotFoundException.class,
            RedisClusterDownException.class, RedisMasterDownException.class, RedisReadonlyException.class,
            RedisBusyException.class, RedisOutOfMemoryException.class, RedisRedirectException.class,
            RedisLoadingException.class, RedisNoReplicasException.class);

    private RedisErrors() {}

    /** Redis does not want us, or we do not trust its certificate. */
    static boolean isRefusal(Throwable problem) {
        return causes(problem).anyMatch(cause -> cause instanceof RedisAuthRequiredException
                || cause instanceof RedisWrongPasswordException || cause instanceof GeneralSecurityException
                || says(cause, REFUSED));
    }

    /** It can be tried again until Redis is back. */
    static boolean isOutage(Throwable problem) {
        return causes(problem).anyMatch(cause -> TRANSIENT.stream().anyMatch(type -> type.isInstance(cause))
                || says(cause, UNABLE));
    }

    /** It is there, and says why it cannot do this at present; it may answer other things. */
    static boolean isUnable(Throwable problem) {
        return causes(problem).anyMatch(
                cause -> TOLD.stream().anyMatch(type -> type.isInstance(cause)) || says(cause, UNABLE));
    }

    /** Redis has forgotten its scripts. */
    static boolean isScriptMissing(Throwable problem) {
        return causes(problem).anyMatch(cause -> cause instanceof RedisNoScriptException
                || says(cause, List.of("NOSCRIPT")));
    }

    /** What it is in one line for the operator; Redisson's own messages go on about its settings. */
    static String reason(Throwable problem) {
        Optional<String> certificate = CertificateTrouble.in(problem);
        if (certificate.isPresent()) {
            return certificate.get();
        }
        if (causes(problem).anyMatch(RedisErrors::isSilence)) {
            return "no answer";
        }
        Throwable last = causes(problem).reduce((first, second) -> second).orElse(problem);
        String message = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end);
    }

    private static boolean isSilence(Throwable cause) {
        return cause instanceof RedisTimeoutException || cause instanceof RedisReconnectedException
                || says(cause, List.of("Unable to acquire connection"));
    }

    private static boolean says(Throwable cause, List<String> texts) {
        String message = String.valueOf(cause.getMessage());
        return texts.stream().anyMatch(message::contains);
    }

    private static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
