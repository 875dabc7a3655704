package io.irodsingest.irods.jargon;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Authentication;
import io.irodsingest.common.irods.IrodsEnvironment.Verification;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.SocketOpener;
import io.irodsingest.common.irods.protocol.Link;
import io.irodsingest.common.irods.protocol.Refusal;
import io.irodsingest.common.irods.protocol.Release;
import io.irodsingest.common.irods.protocol.SignOn;
import io.irodsingest.common.irods.protocol.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.irods.jargon.core.connection.AuthScheme;
import org.irods.jargon.core.connection.ClientServerNegotiationPolicy;
import org.irods.jargon.core.connection.ClientServerNegotiationPolicy.SslNegotiationPolicy;
import org.irods.jargon.core.connection.IRODSAccount;
import org.irods.jargon.core.connection.IRODSSession;
import org.irods.jargon.core.connection.PipelineConfiguration;
import org.irods.jargon.core.connection.SettableJargonProperties;
import org.irods.jargon.core.exception.JargonException;
import org.irods.jargon.core.packinstr.StartupPack;

/** Begins by Jargon: greeting, encryption and authentication. */
final class JargonSignOn implements SignOn {
    /** CAT_INVALID_AUTHENTICATION in rodsErrorTable.h. */
    private static final int NOT_AUTHENTICATED = -826_000;
    /** Jargon says that it is of release 3.2, so that servers mean a backtick. */
    private static final char APOSTROPHE = '`';

    static {
        StartupPack.setApplicationName("irods-ingest");
    }

    @Override
    public Link begin(Account account, SocketOpener opener) throws IOException, IrodsException {
        Beginning beginning = new Beginning(account, opener);
        boolean begun = false;
        try {
            JargonProtocol protocol = connect(account, beginning);
            protocol.hasBegun();
            begun = true;
            return new Link(new JargonTransport(protocol, beginning.socket()),
                    Release.of(protocol.getStartupResponseData().getRelVersion()), APOSTROPHE);
        } catch (JargonProtocol.Disagreement disagreement) {
            throw (IrodsException) disagreement.getCause();
        } catch (JargonException failed) {
            throw refused(account, beginning, failed);
        } catch (GeneralSecurityException unusable) {
            throw new Refusal(account).ofHandshake(unusable);
        } catch (RuntimeException unexpected) {
            throw refused(account, unexpected);
        } finally {
            beginning.close(!begun);
        }
    }

    private static JargonProtocol connect(Account account, Beginning beginning)
            throws JargonException, IOException, GeneralSecurityException {
        IrodsEnvironment environment = account.environment();
        IRODSSession session = session(environment);
        PipelineConfiguration configuration = PipelineConfiguration.instance(session.getJargonProperties());
        String password = Bytes.of(environment.password().reveal());
        if (environment.authentication() == Authentication.NATIVE) {
            return (JargonProtocol) beginning.getIRODSProtocol(
                    account(account, environment, AuthScheme.STANDARD, password), configuration, session);
        }
        Account ourselves = new Account(environment, Optional.empty());
        JargonProtocol pam = (JargonProtocol) beginning.getIRODSProtocol(
                account(ourselves, environment, AuthScheme.PAM, password), configuration, session);
        if (account.client().isEmpty()) {
            return pam;
        }
        // by PAM Jargon lets nobody act for others, but the password that it got serves for that
        String given = pam.getAuthResponse().getAuthenticatedIRODSAccount().getPassword();
        return (JargonProtocol) beginning.getIRODSProtocol(
                account(account, environment, AuthScheme.STANDARD, given), configuration, session);
    }

    private static IRODSAccount account(Account account, IrodsEnvironment environment, AuthScheme scheme,
            String password) {
        ClientServerNegotiationPolicy policy = new ClientServerNegotiationPolicy();
        policy.setSslNegotiationPolicy(policy(environment));
        // Jargon makes a URI of it, in which a host has no underscore; it does not connect by it
        return IRODSAccount.instanceWithProxy(environment.host().replace('_', '-'), environment.port(),
                Bytes.of(account.clientName()), password, "", Bytes.of(account.clientZone()), "",
                Bytes.of(environment.user()), Bytes.of(environment.zone()), scheme, policy);
    }

    private static SslNegotiationPolicy policy(IrodsEnvironment environment) {
        return switch (environment.policy()) {
            case REQUIRE -> SslNegotiationPolicy.CS_NEG_REQUIRE;
            case DONT_CARE -> SslNegotiationPolicy.CS_NEG_DONT_CARE;
            case REFUSE -> SslNegotiationPolicy.CS_NEG_REFUSE;
        };
    }

    private static IRODSSession session(IrodsEnvironment environment)
            throws JargonException, IOException, GeneralSecurityException {
        SettableJargonProperties properties = new SettableJargonProperties();
        properties.setEncoding(StandardCharsets.ISO_8859_1.name());
        properties.setNegotiationPolicy(policy(environment));
        properties.setEncryptionKeySize(environment.tls().encryption().keySize());
        properties.setEncryptionSaltSize(environment.tls().encryption().saltSize());
        properties.setEncryptionNumberHashRounds(environment.tls().encryption().hashRounds());
        // time-outs are set on our sockets
        properties.setIRODSSocketTimeout(0);
        IRODSSession session = new IRODSSession(properties);
        X509ExtendedTrustManager trust = new Trust(environment.tls()).manager();
        session.setX509TrustManager(
                environment.tls().verification() == Verification.HOSTNAME ? new JargonTrust(trust) : trust);
        return session;
    }

    private static IrodsException refused(Account account, Beginning beginning, JargonException failed)
            throws IOException, IrodsException {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException noTls) {
                return new Refusal(account).ofHandshake(noTls);
            }
            if (cause instanceof IOException away) {
                throw away;
            }
        }
        int status = failed.getUnderlyingIRODSExceptionCode();
        Refusal refusal = new Refusal(account);
        if (!beginning.isGreeted()) {
            refusal.ofGreeting(status, String.valueOf(failed.getMessage()));
        }
        return status < 0
                ? refusal.ofLogin(status)
                : refusal.ofLogin(NOT_AUTHENTICATED, "Jargon says: " + failed.getMessage());
    }

    /** Jargon does not look for everything that a server may say. */
    private static IrodsException refused(Account account, RuntimeException unexpected) throws IOException {
        if (unexpected instanceof IllegalArgumentException wrong) {
            return new Refusal(account).ofLogin(NOT_AUTHENTICATED, "Jargon says: " + wrong.getMessage());
        }
        throw new IOException("what answers was not understood by Jargon (" + unexpected + ')', unexpected);
    }
}
