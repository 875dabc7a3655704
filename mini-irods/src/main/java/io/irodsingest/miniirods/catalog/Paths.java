package io.irodsingest.miniirods.catalog;

/** Logical paths: absolute, parts separated by slashes. */
public final class Paths {
    private Paths() {}

    /** Without a closing slash and doubled ones, as the server's own API calls see it. */
    public static String normal(String path) {
        String normal = path;
        while (normal.contains("//")) {
            normal = normal.replace("//", "/");
        }
        return normal.length() > 1 && normal.endsWith("/") ? normal.substring(0, normal.length() - 1) : normal;
    }

    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether a path starts with this zone's name. */
    public static boolean inZone(String path, String zone) {
        return path.startsWith("/" + zone) && (path.length() == zone.length() + 1
                || path.charAt(zone.length() + 1) == '/');
    }
}
