package io.irodsingest.s3store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * The addresses at which no store is: those of the link itself, at which clouds tell machines their credentials, and other places at which they
 * do. They are looked at with each connection, so a name that comes to mean another address does not help. Thread-safe.
 */
public final class StoreAddresses implements DnsResolver {
    /** Amazon and Google by IPv6, Alibaba, Oracle, Azure. */
    private static final Set<String> OF_CLOUDS = Set.of("fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254",
            "100.100.100.200", "192.0.0.192", "168.63.129.16");

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        Optional<String> refusal = refusal(host, all);
        if (refusal.isPresent()) {
            throw new UnknownHostException(refusal.get());
        }
        return all;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    /** Why nobody may connect to a host; empty when everybody may, or nobody knows the host. */
    public static Optional<String> refusal(String host) {
        try {
            return refusal(host, InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(String host, InetAddress... all) {
        return Arrays.stream(all).filter(StoreAddresses::isForbidden).findFirst()
                .map(address -> "no store may be at " + host
                        + (host.equals(address.getHostAddress()) ? "" : " (" + address.getHostAddress() + ')'));
    }

    private static boolean isForbidden(InetAddress address) {
        return Stream.<Predicate<InetAddress>>of(InetAddress::isLinkLocalAddress, InetAddress::isAnyLocalAddress,
                InetAddress::isMulticastAddress, one -> OF_CLOUDS.contains(one.getHostAddress()))
                .anyMatch(kind -> kind.test(address));
    }
}
