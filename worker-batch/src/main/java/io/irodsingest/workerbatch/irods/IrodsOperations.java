package io.irodsingest.workerbatch.irods;

import java.util.List;

/** The operations of application {@value #APP}. */
public final class IrodsOperations {
    public static final String APP = "irods";

    private IrodsOperations() {}

    /** Those on rows. */
    public static List<IrodsRows> rows() {
        return List.of(new AvuRows(), new ChecksumRows(), new AclRows(), new RemoveRows(), new ReplicateRows(),
                new TrimRows(), new MoveRows(), new TouchRows());
    }

    /** Those that answer questions. */
    public static List<IrodsQuery> queries(Manifests manifests) {
        return List.of(new Report(), new BadReplicas(), new Missing(manifests), new Duplicates());
    }
}
