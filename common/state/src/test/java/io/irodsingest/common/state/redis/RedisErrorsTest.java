package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisBusyException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;
import org.redisson.client.RedisWrongPasswordException;

/** What a failed call means: Redis is away, is there and cannot, or does not want us. */
class RedisErrorsTest {
    static Stream<Arguments> unable() {
        return Stream.of(new RedisOutOfMemoryException("OOM command not allowed when used memory > 'maxmemory'."),
                new RedisReadonlyException("READONLY You can't write against a read only replica."),
                new RedisNoReplicasException("NOREPLICAS Not enough good replicas to write."),
                new RedisLoadingException("LOADING Redis is loading the dataset in memory"),
                new RedisClusterDownException("CLUSTERDOWN The cluster is down"),
                new RedisMasterDownException("MASTERDOWN Link with MASTER is down"),
                new RedisBusyException("BUSY Redis is busy running a script."),
                new RedisException("MISCONF Redis is configured to save RDB snapshots"),
                new RedisException("ERR script: OOM command not allowed when used memory > 'maxmemory'."))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("unable")
    void whatRedisCannotDoAtPresentIsTriedAgainAndSaidToBeItsAnswer(Exception answer) {
        assertThat(RedisErrors.isOutage(answer)).isTrue();
        assertThat(RedisErrors.isUnable(answer)).isTrue();
        assertThat(RedisErrors.isRefusal(answer)).isFalse();
        assertThat(RedisErrors.isUnable(new RedisException("call failed", answer))).as("as a cause").isTrue();
    }

    static Stream<Arguments> away() {
        return Stream.of(new RedisConnectionException("Unable to connect to Redis server: h/127.0.0.1:6379"),
                new RedisTimeoutException("Command still hasn't been written into connection!"),
                new RedisTryAgainException("TRYAGAIN Multiple keys request during rehashing of slot"),
                new RedisException("call failed", new ConnectException("Connection refused"))).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("away")
    void aServerThatIsNotReachedIsAnOutage(Exception problem) {
        assertThat(RedisErrors.isOutage(problem)).isTrue();
        assertThat(RedisErrors.isRefusal(problem)).isFalse();
        assertThat(RedisErrors.isScriptMissing(problem)).isFalse();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(new RedisAuthRequiredException("NOAUTH Authentication required."),
                new RedisWrongPasswordException("WRONGPASS invalid username-password pair or user is disabled."),
                new RedisException("NOPERM User worker has no permissions to run the 'eval' command"),
                new RedisException("ERR DB index is out of range"),
                new RedisException("handshake", new CertificateException("not trusted"))).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void noWaitingHelpsAgainstARefusal(Exception answer) {
        assertThat(RedisErrors.isRefusal(answer)).isTrue();
        assertThat(RedisErrors.isOutage(answer)).isFalse();
        assertThat(RedisErrors.isUnable(answer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR Error running script: attempt to index a nil value",
            "WRONGTYPE Operation against a key"})
    void aDefectOfOursIsNothingOfThat(String answer) {
        RedisException defect = new RedisException(answer);

        assertThat(RedisErrors.isRefusal(defect)).isFalse();
        assertThat(RedisErrors.isOutage(defect)).isFalse();
        assertThat(RedisErrors.isUnable(defect)).isFalse();
        assertThat(RedisErrors.isScriptMissing(defect)).isFalse();
    }

    @Test
    void aScriptThatRedisHasForgottenIsLoadedAgain() {
        assertThat(RedisErrors.isScriptMissing(new RedisNoScriptException("NOSCRIPT No matching script."))).isTrue();
        assertThat(RedisErrors.isScriptMissing(new RedisException("NOSCRIPT No matching script."))).isTrue();
    }

    @Test
    void theReasonIsTheFirstSentenceOfTheInnermostCause() {
        assertThat(RedisErrors.reason(new RedisException("Unable to execute. Try to increase nettyThreads setting",
                new ConnectException("Connection refused: h/127.0.0.1:6379. Redis node\nhas gone"))))
                .isEqualTo("Connection refused: h/127.0.0.1:6379");
        assertThat(RedisErrors.reason(new RedisException("NOPERM no permissions"))).isEqualTo("NOPERM no permissions");
        assertThat(RedisErrors.reason(new RedisException((String) null))).isEqualTo("null");
    }

    /** Redisson's own words are about its settings, which nobody sees. */
    @Test
    void silenceIsCalledThat() {
        assertThat(RedisErrors.reason(new RedisTimeoutException("Redis server response timeout (3000 ms) occured")))
                .isEqualTo("no answer");
        assertThat(RedisErrors.reason(new RedisException("Unable to acquire connection! RedissonPromise")))
                .isEqualTo("no answer");
    }

    /** Exceptions may be each other's cause. */
    @Test
    void causesThatGoRoundInACircleComeToAnEnd() {
        RedisException first = new RedisException("one");
        first.initCause(new RedisException("two", first));

        assertThat(RedisErrors.isOutage(first)).isFalse();
    }
}
