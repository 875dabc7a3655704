package io.irodsingest.common.handler.python;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Authentication;
import io.irodsingest.common.irods.IrodsEnvironment.Encryption;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first frame that a process gets: the event handler, and what the arguments of all its calls have in common. */
final class InitFrame {
    private static final long MEBIBYTE = 1024 * 1024;
    /** Keys that are there without a store, too. */
    private static final List<String> OF_STORE = List.of("s3_keypair", "s3_endpoint_domain", "s3_region_name",
            "s3_proxy_url", "s3_secure_connection", "s3_multipart_chunksize_in_mib");
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[]{'\n'});

    private InitFrame() {}

    /**
     * Makes the frame. It has the password of iRODS, which goes no other way than through the pipe.
     *
     * @param content the event handler, which is UTF-8
     */
    static byte[] of(JobSpec spec, EntryWork work, PythonOptions options, String file, byte[] content) {
        Map<String, Object> frame = new HashMap<>();
        frame.put("modules", Sources.MODULES);
        frame.put("stand_ins", Sources.STAND_INS);
        frame.put("file", file);
        frame.put("source", new String(content, StandardCharsets.UTF_8));
        frame.put("memory", options.memory() * MEBIBYTE);
        frame.put("meta", meta(spec, work, file));
        frame.put("irods", options.irods().map(InitFrame::irods).orElse(Map.of()));
        spec.options().asUser().ifPresent(user -> frame.put("as_user", List.of(user.zone(), user.name())));
        try {
            return Frames.JSON.writeValueAsBytes(frame);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The keys of {@code meta} that are those of the job. */
    private static Map<String, Object> meta(JobSpec spec, EntryWork work, String file) {
        JobOptions options = spec.options();
        Map<String, Object> meta = new HashMap<>();
        meta.put("job_name", spec.name());
        meta.put("path", work.source().encoded());
        meta.put("src_path", work.source().encoded());
        meta.put("target", work.target());
        meta.put("root_target_collection", work.target());
        meta.put("interval", options.interval().map(interval -> interval.toSeconds()).orElse(null));
        meta.put("event_handler", file);
        meta.put("operation", work.operation().name());
        meta.put("profile", options.profile().isPresent());
        meta.put("idle_disconnect_seconds", options.idleDisconnect().map(idle -> idle.toSeconds()).orElse(null));
        meta.put("synchronous", false);
        meta.put("progress", false);
        for (String ofStore : OF_STORE) {
            meta.put(ofStore, null);
        }
        meta.putAll(work.optionsOfTool());
        meta.put("config", Map.of("log", Map.of(), "profile", Map.of(), "redis", Map.of()));
        work.lanes().forEach(lane -> meta.put(lane.name() + "_queue", spec.queue(lane)));
        return meta;
    }

    /** What python-irodsclient's iRODSSession takes. */
    private static Map<String, Object> irods(IrodsEnvironment environment) {
        Encryption encryption = environment.tls().encryption();
        Map<String, Object> irods = new HashMap<>();
        irods.put("irods_host", environment.host());
        irods.put("irods_port", environment.port());
        irods.put("irods_user_name", environment.user());
        irods.put("irods_zone_name", environment.zone());
        irods.put("password", environment.password().reveal());
        irods.put("irods_authentication_scheme",
                environment.authentication() == Authentication.NATIVE ? "native" : "pam_password");
        irods.put("irods_client_server_negotiation", "request_server_negotiation");
        irods.put("irods_client_server_policy", "CS_NEG_" + environment.policy().name());
        irods.put("irods_ssl_verify_server", switch (environment.tls().verification()) {
            case NONE -> "none";
            case CERT -> "cert";
            case HOSTNAME -> "hostname";
        });
        irods.put("irods_encryption_algorithm", encryption.algorithm());
        irods.put("irods_encryption_key_size", encryption.keySize());
        irods.put("irods_encryption_salt_size", encryption.saltSize());
        irods.put("irods_encryption_num_hash_rounds", encryption.hashRounds());
        environment.defaultResource().ifPresent(resource -> irods.put("irods_default_resource", resource));
        irods.put("certificates", pem(environment.tls().trusted().more()));
        return irods;
    }

    private static String pem(List<X509Certificate> certificates) {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                pem.append("-----BEGIN CERTIFICATE-----\n").append(PEM.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateEncodingException impossible) {
                throw new IllegalStateException("a certificate that was read cannot be written", impossible);
            }
        }
        return pem.toString();
    }
}
