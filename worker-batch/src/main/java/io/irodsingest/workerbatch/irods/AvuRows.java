package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsRequest.AvuChange;
import io.irodsingest.common.irods.IrodsRequest.AvuOperation;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.Reply;
import java.util.List;

/**
 * Adds, sets and removes AVUs. A row that does not say what its path is, is taken for one about a data object, and costs a second request
 * if that is wrong.
 */
public final class AvuRows extends RequestRows {
    private static final String OPERATION = "operation";
    private static final String TYPE = "type";

    private enum Type {
        DATA_OBJECT, COLLECTION, UNKNOWN
    }

    /** For the service loader. */
    public AvuRows() {
        super(List.of("path", "attribute", "value", "unit", OPERATION, TYPE, "admin"));
    }

    @Override
    public String op() {
        return "avu";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        AvuOperation operation = switch (row.oneOf(OPERATION, List.of("add", "set", "rm", "remove", "rmw"))) {
            case "add" -> AvuOperation.ADD;
            case "set" -> AvuOperation.SET;
            case "rmw" -> AvuOperation.REMOVE_LIKE;
            default -> AvuOperation.REMOVE;
        };
        Type type = row.optional(TYPE).isEmpty() ? Type.UNKNOWN : type(row);
        String unit = row.optional("unit").orElse(operation == AvuOperation.REMOVE_LIKE ? "%" : "");
        Metadata avu = new Metadata(row.path("path"), row.required("attribute"), row.required("value"), unit);
        return change(new AvuChange(operation, type == Type.COLLECTION, avu, row.flag("admin")), type);
    }

    /** In words, or as imeta has it. */
    private static Type type(RowFields row) throws UnusableRowException {
        return switch (row.oneOf(TYPE, List.of("data_object", "collection", "-d", "-c"))) {
            case "collection", "-c" -> Type.COLLECTION;
            default -> Type.DATA_OBJECT;
        };
    }

    private static Next change(AvuChange change, Type type) {
        return new Next.Ask(change, reply -> after(change, type, reply));
    }

    private static Next after(AvuChange change, Type type, Reply reply) {
        IrodsError error = reply.error().orElse(null);
        boolean already = switch (change.operation()) {
            case ADD -> error == IrodsError.EXISTS_ALREADY;
            case REMOVE, REMOVE_LIKE -> error == IrodsError.NOTHING_REMOVED;
            case SET -> false;
        };
        if (already) {
            return Verdicts.ALREADY;
        }
        if (Verdicts.isAbsent(reply) && type == Type.UNKNOWN) {
            return change.onCollection()
                    ? Verdicts.failed(change.path(), "neither a data object nor a collection is there")
                    : change(new AvuChange(change.operation(), true, change.avu(), change.asAdmin()), type);
        }
        if (change.operation() == AvuOperation.REMOVE_LIKE && error == IrodsError.INVALID_ARGUMENT) {
            return Verdicts.failed(change.path(),
                    "servers from 5.0.0 on know no wildcards; name what is to be removed");
        }
        if (error == IrodsError.DATABASE_REFUSED) {
            return Verdicts.failed(change.path(), "the catalog's database refused the AVU; attribute and value may have"
                    + " 2,700 characters and the unit 250, as catalogs are made");
        }
        return Verdicts.plain(change.path(), reply);
    }
}
