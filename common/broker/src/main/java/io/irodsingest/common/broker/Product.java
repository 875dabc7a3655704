package io.irodsingest.common.broker;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a broker says of itself. Queue types, dead letters and limits are RabbitMQ's extensions.
 *
 * @param major 0 when it is not known
 */
record Product(String name, int major, int minor) {
    private static final String RABBITMQ = "RabbitMQ";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\b.*");

    static Product of(Map<String, Object> serverProperties) {
        Matcher version = VERSION.matcher(String.valueOf(serverProperties.get("version")));
        boolean known = version.matches();
        return new Product(String.valueOf(serverProperties.get("product")),
                known ? Integer.parseInt(version.group(1)) : 0, known ? Integer.parseInt(version.group(2)) : 0);
    }

    boolean isRabbitMq() {
        return name.equals(RABBITMQ);
    }

    /**
     * Whether a consumer learns for sure that its queue was deleted. Not every broker tells it, and RabbitMQ 3.10 does not tell one
     * that came while a quorum queue was being deleted.
     */
    boolean tellsOfDeletedQueues() {
        return isRabbitMq() && (major > 3 || major == 3 && minor > 10);
    }
}
