package io.irodsingest.workers3;

import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.s3store.StoreAddresses;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which stores a job may read. What it brings a key pair for is its own affair, but for addresses at which no store is. The credentials of
 * the workers go to stores that are named here, unless an admin asked for the job; requests without a signature go anywhere. Immutable.
 *
 * @param named as {@link #SETTING} has them
 */
public record AllowedStores(List<String> named) {
    /** The names of Amazon's stores; an address of another service of Amazon's may be anybody's. */
    private static final String OF_AMAZON = "s3.amazonaws.com,s3.*.amazonaws.com,s3.dualstack.*.amazonaws.com,"
            + "s3.*.amazonaws.com.cn";
    /** Which stores the workers' credentials may be sent to. */
    public static final Setting SETTING = Setting.of(Setting.PREFIX + "S3_ENDPOINTS", OF_AMAZON,
            "The stores that credentials of this worker may be sent to for jobs of operators, separated by commas: HOST:PORT,"
                    + " or http://HOST:PORT without TLS and for proxies; * stands for a part of a name");

    private static final Pattern ENTRY = Pattern
            .compile("(https?://)?([A-Za-z0-9._*-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    public AllowedStores {
        named = named.stream().map(AllowedStores::normal).toList();
    }

    /** Amazon's. */
    public static AllowedStores usual() {
        return new AllowedStores(List.of(OF_AMAZON.split(",")));
    }

    /** What a setting says; what is no address in it is noted as a problem. */
    public static AllowedStores read(Settings settings) {
        List<String> named = settings.list(SETTING);
        named.stream().filter(entry -> !ENTRY.matcher(entry).matches()).findFirst().ifPresent(
                wrong -> settings.problem(SETTING,
                        "has '" + wrong + "' in it, which is neither HOST:PORT nor http://HOST:PORT"));
        return new AllowedStores(named);
    }

    /** Why a job may not read its store, on one line; empty when it may. */
    public Optional<String> refusal(JobSpec spec, S3Options wanted) {
        Optional<URI> proxy = wanted.proxyUrl().map(URI::create);
        Optional<String> forbidden = StoreAddresses.refusal(host(wanted.endpointDomain()))
                .or(() -> proxy.map(URI::getHost).flatMap(StoreAddresses::refusal));
        if (forbidden.isPresent() || wanted.sealedKeyPair().isPresent() || wanted.anonymous() || spec.grant().admin()) {
            return forbidden;
        }
        String endpoint = (wanted.insecureConnection() ? "http://" : "https://") + wanted.endpointDomain();
        return Optional.of(endpoint).filter(address -> !isNamed(address))
                .or(() -> wanted.proxyUrl().filter(address -> !isNamed(address)))
                .map(address -> "the credentials of the workers may not be sent to " + address + ", which "
                        + SETTING.name() + " of the worker does not name; bring a key pair");
    }

    private boolean isNamed(String address) {
        String wanted = normal(address);
        return named.stream().anyMatch(entry -> pattern(entry).matcher(wanted).matches());
    }

    private static Pattern pattern(String entry) {
        return Pattern.compile(Arrays.stream(entry.split("\\*", -1)).map(Pattern::quote)
                .collect(Collectors.joining("[^.:/]+")));
    }

    /** In lower case, without what is understood by itself. */
    private static String normal(String address) {
        return address.toLowerCase(Locale.ROOT).replaceFirst("^https://", "").replaceFirst("/+$", "")
                .replaceFirst("^(?!http:)(.*):443$", "$1").replaceFirst("^(http:.*):80$", "$1");
    }

    private static String host(String endpoint) {
        return endpoint.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
    }
}
