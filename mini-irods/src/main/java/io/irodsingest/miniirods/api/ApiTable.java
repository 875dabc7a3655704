package io.irodsingest.miniirods.api;

import java.util.Map;
import java.util.TreeMap;

/** The supported API numbers, what answers them and under which conditions. */
final class ApiTable {
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
     * @param failureMessage the message that goes with a failure's status, empty for none
     */
    record Entry(Api api, Isolation isolation, Privilege privilege, String failureMessage) {
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
        table.add(110000, new NativeAuthentication()::json, Isolation.READ, Privilege.ANYBODY);
        table.add(703, new NativeAuthentication()::challenge, Isolation.READ, Privilege.ANYBODY);
        table.add(704, new NativeAuthentication()::response, Isolation.READ, Privilege.ANYBODY);
        table.add(20012, new SwitchUser(), Isolation.READ, Privilege.USER);
        table.add(700, ServerFacts::information, Isolation.READ, Privilege.ANYBODY);
        table.add(801, ServerFacts::features, Isolation.READ, Privilege.ANYBODY);
        table.add(633, new ObjectStat(), Isolation.READ, Privilege.USER);
        table.add(702, new GenQuery1Api(), Isolation.READ, Privilege.USER, GenQuery1Api.NO_ROWS);
        table.add(10221, new GenQuery2Api(), Isolation.READ, Privilege.USER);
        table.add(681, new CreateCollection(), Isolation.SHARED, Privilege.USER);
        table.add(20008, new RegisterPath()::withJson, Isolation.SHARED, Privilege.USER, RegisterPath.FAILED);
        table.add(630, new RegisterPath()::plain, Isolation.SHARED, Privilege.USER);
        return table;
    }

    private void add(int number, Api api, Isolation isolation, Privilege privilege) {
        add(number, api, isolation, privilege, "");
    }

    private void add(int number, Api api, Isolation isolation, Privilege privilege, String failureMessage) {
        entries.put(number, new Entry(api, isolation, privilege, failureMessage));
    }
}
