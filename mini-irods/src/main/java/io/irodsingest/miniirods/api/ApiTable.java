package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.api.admin.ModifyAccess;
import io.irodsingest.miniirods.api.admin.GeneralAdmin;
import io.irodsingest.miniirods.api.query.ObjectStat;
import io.irodsingest.miniirods.api.query.SpecificQuery;
import io.irodsingest.miniirods.api.query.GenQuery2Api;
import io.irodsingest.miniirods.api.query.GenQuery1Api;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.wire.Release;
import java.util.Map;
import java.util.TreeMap;

/** The supported API numbers, what answers them and under which conditions. */
final class ApiTable {
    static final Release GENQUERY2_SINCE = new Release(4, 3, 2);

    /** The releases that brought APIs after 4.2.0, as their tags have it. */
    private static final Map<Integer, Release> SINCE = Map.of(
            801, new Release(4, 3, 1),
            10221, GENQUERY2_SINCE,
            20001, new Release(4, 2, 8),
            20002, new Release(4, 2, 8),
            20003, new Release(4, 2, 9),
            20004, new Release(4, 2, 9),
            20007, new Release(4, 2, 9),
            20008, new Release(4, 2, 11),
            20012, new Release(4, 3, 1),
            110000, new Release(4, 3, 0));

    private final Map<Integer, Entry> entries = new TreeMap<>();

    /** How a request shares the catalog with others: see {@code Catalog}. */
    enum Isolation {
        READ, SHARED, EXCLUSIVE
    }

    /** Who may ask. */
    enum Privilege {
        ANYBODY, USER, ADMIN
    }

    /**
     * @param since the first release that knows it; older ones that are played do not
     * @param failureMessage the message that goes with a failure's status, empty for none
     */
    record Entry(Api api, Release since, Isolation isolation, Privilege privilege, String failureMessage) {
        boolean known(SessionState session) {
            return session.release().isAtLeast(since);
        }

        boolean allows(SessionState session) {
            return switch (privilege) {
                case ANYBODY -> true;
                case USER -> session.authenticated();
                case ADMIN -> session.authenticated() && session.client().admin();
            };
        }
    }

    private ApiTable() {}

    Entry find(int number) {
        return entries.get(number);
    }

    static ApiTable complete() {
        ApiTable table = new ApiTable();
        table.addSession();
        table.addQueries();
        table.addCollections();
        table.addDataObjects();
        table.addOpenReplicas();
        table.addAdministration();
        return table;
    }

    private void addSession() {
        NativeAuthentication authentication = new NativeAuthentication();
        add(110000, authentication::json, Isolation.READ, Privilege.ANYBODY);
        add(703, authentication::challenge, Isolation.READ, Privilege.ANYBODY);
        add(704, authentication::response, Isolation.READ, Privilege.ANYBODY);
        add(20012, new SwitchUser(), Isolation.SHARED, Privilege.USER);
        add(700, ServerFacts::information, Isolation.READ, Privilege.ANYBODY);
        add(801, ServerFacts::features, Isolation.READ, Privilege.ANYBODY);
    }

    private void addQueries() {
        add(633, new ObjectStat(), Isolation.READ, Privilege.USER);
        add(702, new GenQuery1Api(), Isolation.READ, Privilege.USER, GenQuery1Api.NO_ROWS);
        add(722, new SpecificQuery(), Isolation.READ, Privilege.USER, GenQuery1Api.NO_ROWS);
        add(10221, new GenQuery2Api(), Isolation.READ, Privilege.USER);
    }

    private void addCollections() {
        add(681, new CreateCollection(), Isolation.SHARED, Privilege.USER);
        add(679, new RemoveCollection(), Isolation.EXCLUSIVE, Privilege.USER);
    }

    private void addDataObjects() {
        RegisterPath register = new RegisterPath();
        add(20008, register::withJson, Isolation.SHARED, Privilege.USER, RegisterPath.FAILED);
        add(630, register::plain, Isolation.SHARED, Privilege.USER);
        add(688, new BulkRegister(), Isolation.SHARED, Privilege.ADMIN);
        add(665, new ExtractBundle(), Isolation.SHARED, Privilege.USER);
        add(606, new PutDataObject(), Isolation.SHARED, Privilege.USER);
        add(608, new GetDataObject(), Isolation.SHARED, Privilege.USER);
        add(627, new RenameObject(), Isolation.EXCLUSIVE, Privilege.USER);
        UnlinkDataObject unlink = new UnlinkDataObject();
        add(615, unlink::unlink, Isolation.EXCLUSIVE, Privilege.USER);
        add(620, unlink::unregister, Isolation.EXCLUSIVE, Privilege.ADMIN);
        ModifyDataObject modify = new ModifyDataObject();
        add(622, modify::any, Isolation.SHARED, Privilege.ADMIN);
        add(20001, modify::harmless, Isolation.SHARED, Privilege.USER);
        add(629, new ChecksumDataObject(), Isolation.SHARED, Privilege.USER);
        add(695, new ReplicateObject(), Isolation.EXCLUSIVE, Privilege.USER);
        add(632, new TrimReplicas(), Isolation.EXCLUSIVE, Privilege.USER);
        add(20007, new Touch(), Isolation.SHARED, Privilege.USER);
        MetadataApi metadata = new MetadataApi();
        add(706, metadata::single, Isolation.EXCLUSIVE, Privilege.USER);
        add(20002, metadata::atomic, Isolation.EXCLUSIVE, Privilege.USER);
    }

    private void addOpenReplicas() {
        OpenReplica open = new OpenReplica();
        add(20003, open::withJson, Isolation.SHARED, Privilege.USER);
        add(601, open::create, Isolation.SHARED, Privilege.USER);
        add(602, open::plain, Isolation.SHARED, Privilege.USER);
        CloseReplica close = new CloseReplica();
        add(20004, close::withJson, Isolation.SHARED, Privilege.USER);
        add(673, close::plain, Isolation.SHARED, Privilege.USER);
        add(626, close::complete, Isolation.SHARED, Privilege.USER);
        add(674, ReplicaContent::seek, Isolation.READ, Privilege.USER);
        add(675, ReplicaContent::read, Isolation.READ, Privilege.USER);
        add(676, ReplicaContent::write, Isolation.READ, Privilege.USER);
    }

    private void addAdministration() {
        add(701, new GeneralAdmin(), Isolation.EXCLUSIVE, Privilege.ADMIN);
        add(707, new ModifyAccess(), Isolation.EXCLUSIVE, Privilege.USER);
    }

    private void add(int number, Api api, Isolation isolation, Privilege privilege) {
        add(number, api, isolation, privilege, "");
    }

    private void add(int number, Api api, Isolation isolation, Privilege privilege, String failureMessage) {
        entries.put(number, new Entry(api, SINCE.getOrDefault(number, Release.OLDEST), isolation, privilege,
                failureMessage));
    }
}
