package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.ingesttasks.IngestSource;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.S3Options;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes specifications of requests: puts in what was left out, and normalises paths. */
public final class JobRequests {
    private JobRequests() {}

    /**
     * @param id of the job; also its name, as a UUID, when it is to have none of its own
     * @param key seals what is secret
     * @throws InvalidJobException with what is wrong
     */
    static JobSpec toSpec(JobRequest request, String id, Optional<HandlerFile> handler, Optional<ClusterKey> key) {
        String name = request.jobName().orElseGet(() -> nameOf(id));
        RawPath source = source(required("source", request.from().source()), request.from().s3().isPresent());
        String target = withoutTrailingSlashes(required("target", request.to().target()));
        Optional<S3Options> s3 = request.from().s3()
                .map(wanted -> S3OptionsOf.request(wanted,
                        store -> S3Options.keyPairPurpose(name, source, target, store), key));
        IngestSpec work = IngestSpecOf.request(request,
                new IngestSource(source, s3, IngestSpecOf.exclusions(request.from()),
                        request.from().fromList().orElse(false)),
                target, handler);
        JobSpec spec = new JobSpec(name, work, JobOptionsOf.request(request));
        if (work.from().listed() && request.interval().isPresent()) {
            throw new InvalidJobException("from_list goes with a single pass: a list says what is to be brought in now;"
                    + " leave out interval or from_list");
        }
        JobBounds.check(work);
        JobBounds.check(spec.options());
        if (request.chain().after().isEmpty() && request.chain().afterAny().isEmpty()) {
            JobBounds.checkBegin(spec.options().timing());
        }
        return spec;
    }

    /** What a job is called that is to have no name of its own. */
    static String nameOf(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String required(String field, String value) {
        if (value == null || value.isEmpty()) {
            throw new InvalidJobException(field + " is missing");
        }
        return value;
    }

    /** Clients need not know which bytes our printable form encodes: more may be encoded than must be. */
    private static RawPath source(String text, boolean inBucket) {
        byte[] bytes;
        try {
            bytes = RawPath.parse(text).bytes();
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new InvalidJobException("source '" + text + "' is malformed: after a % belong two hexadecimal digits,"
                    + " and a percent sign itself is %25");
        }
        RawPath source = RawPath.ofBytes(bytes);
        if (source.encoded().contains("%00")) {
            throw new InvalidJobException("source '" + source + "' has a NUL in it");
        }
        if (!inBucket && Arrays.asList(source.encoded().split("/")).contains("..")) {
            throw new InvalidJobException("source '" + source + "' has a '..' element; name the directory itself");
        }
        if (!source.encoded().startsWith("/")) {
            return source;
        }
        return inBucket ? RawPath.parse(withoutTrailingSlashes(source.encoded())) : normal(source);
    }

    private static RawPath normal(RawPath source) {
        return RawPath.parse(Arrays.stream(source.encoded().split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .collect(Collectors.joining("/", "/", "")));
    }

    private static String withoutTrailingSlashes(String target) {
        int end = target.length();
        while (end > 1 && target.charAt(end - 1) == '/') {
            end--;
        }
        return target.substring(0, end);
    }

    /** @throws InvalidJobException with the names that are known, for another one */
    public static <T extends Enum<T>> Optional<T> choice(String what, Optional<String> text, T[] known) {
        return text.map(name -> Arrays.stream(known)
                .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_'))).findFirst()
                .orElseThrow(() -> new InvalidJobException(what + " '" + name + "' is not known; choose one of "
                        + Arrays.stream(known).map(Enum::name).collect(Collectors.joining(", ")))));
    }
}
