package io.irodsingest.workerbatch.irods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult.Failure;
import io.irodsingest.handlerapi.batch.RowResult.Success;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that nobody should submit: what they are answered with. */
class OddRowsTest extends OnMiniIrods {
    private static final Limits LIMITED = new Limits(List.of(), List.of("/tempZone/home/rods"), List.of(),
            List.of("demoResc"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            avu | [1, 2] | no JSON object with fields; known are path, attribute, value, unit, operation, type, admin
            avu | "text" | no JSON object with fields
            avu | {} | field path is missing
            avu | {"path": "HOME/a", "value": "v"} | field attribute is missing
            avu | {"path": "HOME/a", "attribute": "a", "value": ""} | field value is missing
            avu | {"path": null, "attribute": "a", "value": "v"} | field path is missing
            avu | {"path": "HOME/a", "attribute": "a", "value": "v", "colour": "red"} | unknown field colour; known are path
            avu | {"path": "HOME/a", "attribute": "a", "value": "v", "Path": "x"} | unknown field Path
            avu | {"path": "HOME/a", "attribute": "a", "value": "v", "operation": "addd"} | operation is addd and must be one of add, set, rm
            avu | {"path": "HOME/a", "attribute": "a", "value": "v", "type": "user"} | type is user and must be one of data_object, collection
            avu | {"path": "HOME/a", "attribute": "a", "value": "v", "admin": "maybe"} | admin is maybe and must be true or false
            avu | {"path": "HOME/a", "attribute": "a", "value": "v\\u0000w"} | value has a NUL character
            avu | {"path": "HOME/a", "attribute": "\\ud800", "value": "v"} | attribute has half of a surrogate pair
            avu | {"path": "a/b", "attribute": "a", "value": "v"} | path is no absolute logical path: a/b
            avu | {"path": "HOME/../../x", "attribute": "a", "value": "v"} | path has an empty element, . or ..
            avu | {"path": "HOME//x", "attribute": "a", "value": "v"} | path has an empty element, . or ..
            avu | {"path": "/tempZone/home/alice/x", "attribute": "a", "value": "v"} | is not below /tempZone/home/rods
            avu | {"path": "/tempZone/home/rodsx", "attribute": "a", "value": "v"} | is not below /tempZone/home/rods
            avu | {"path": "HOME/none", "attribute": "a", "value": "v"} | HOME/none: neither a data object nor a collection is there
            avu | {"path": "HOME/none", "attribute": "a", "value": "v", "type": "-d"} | HOME/none: it does not exist, iRODS status -817000 (CAT_UNKNOWN_FILE)
            avu | {"path": "HOME/one", "attribute": "%", "value": "%", "operation": "rmw"} | servers from 5.0.0 on know no wildcards
            checksum | {"path": "HOME/none"} | HOME/none: it does not exist
            checksum | {"path": "HOME"} | it does not exist
            checksum | {"path": "HOME/one", "operation": "verify", "expected": "sha2:x"} | operation verify compares with the catalog
            checksum | {"path": "HOME/bare", "operation": "verify"} | the catalog has no checksum
            checksum | {"path": "HOME/gone"} | no such file or directory
            acl | {"path": "HOME/one", "permission": "read"} | field user is missing
            acl | {"path": "HOME/one", "permission": "reed", "user": "public"} | access level 'reed' is invalid
            acl | {"path": "HOME/one", "permission": "read", "user": "nobody"} | the user does not exist
            acl | {"path": "HOME/one", "permission": "read", "user": "#tempZone"} | must be NAME or NAME#ZONE
            acl | {"path": "HOME/one", "permission": "read", "user": "a#"} | must be NAME or NAME#ZONE
            acl | {"path": "HOME/one", "permission": "inherit", "user": "public"} | takes no user
            acl | {"path": "HOME/one", "permission": "inherit"} | does not exist or you do not have sufficient access
            acl | {"path": "HOME/one", "permission": "read", "user": "public", "recursive": true} | is not a collection and recursion was requested
            acl | {"path": "HOME/none", "permission": "read", "user": "public"} | is not a collection and not a dataObj
            remove | {"path": "HOME"} | it is a collection, which only a row with recursive true removes
            remove | {"path": "HOME/one", "force": true, "unregister": true} | only one of them can be true
            remove | {"path": "/tempZone", "recursive": true} | is not below /tempZone/home/rods
            remove | {"path": "/", "recursive": true} | is not below /tempZone/home/rods
            replicate | {"path": "HOME/one"} | field to is missing
            replicate | {"path": "HOME/one", "to": "bundleResc"} | resource bundleResc is not one of demoResc
            trim | {"path": "HOME/one", "copies": 0} | copies is 0 and must be at least 1
            trim | {"path": "HOME/one", "copies": "two"} | copies is two and must be a whole number
            trim | {"path": "HOME/one", "from": "noResc"} | the resource does not exist
            move | {"path": "HOME/one"} | field to is missing
            move | {"path": "HOME/one", "to": "/tempZone/home/alice/one"} | is not below /tempZone/home/rods
            move | {"path": "HOME/one", "to": "HOME/bare"} | a data object has that name
            move | {"path": "HOME/one", "to": "HOME/none/one"} | HOME/none/one: its collection does not exist
            move | {"path": "HOME/none", "to": "HOME/none2"} | HOME/none: it does not exist
            touch | {"path": "HOME/one", "time": "yesterday"} | time is yesterday and must be seconds since 1970, or like
            touch | {"path": "HOME/one", "time": "2040-01-01T00:00:00Z"} | iRODS takes times from 1970 to 2038
            touch | {"path": "HOME/one", "time": -5} | must be seconds since 1970
            touch | {"path": "HOME/one", "time": 5, "reference": "HOME/bare"} | only one of time and reference
            touch | {"path": "HOME/one", "reference": "/etc/passwd"} | is not below /tempZone/home/rods
            touch | {"path": "HOME/one", "reference": "HOME/none"} | iRODS status
            touch | {"path": "HOME/none/new"} | its collection does not exist
            """)
    void oddRowsFailWithALineThatSaysWhy(String op, String json, String expected) throws Exception {
        register(home, List.of("one", "bare"));
        session.register(List.of(new Registration(home + "/gone",
                Optional.empty(), RawPath.ofText("/nonexistent/file"), 1, 1)));
        String text = json.replace("HOME", home);
        Collected results = new Collected();

        rows(op).processAll(List.of(new TestRow(1, text, 0)), results, session, LIMITED);

        assertThat(results.of(1)).as(text).isInstanceOfSatisfying(Failure.class,
                failure -> assertThat(failure.messages())
                        .singleElement().asString().contains(expected.replace("HOME", home)).doesNotContain("\n"));
    }

    @Test
    void whatIsTooLongIsRefusedHere() throws Exception {
        Collected results = new Collected();
        rows("checksum").processAll(List.of(TestRow.of(1, Map.of("path", home + "/" + "ü".repeat(500)))), results,
                session, Limits.NONE);
        assertThat(results.of(1)).isInstanceOfSatisfying(Failure.class,
                failure -> assertThat(failure.messages().getFirst()).contains("more than 1023 bytes"));
    }

    /** Names that are allowed arrive as they are. */
    @Test
    void oddNamesAreWorkedOn() throws Exception {
        List<String> names = List.of("new\nline", "tab\ta", "quote\"", "apos'trophe", "back\\slash", "per%cent",
                "grave`",
                "emoji 😀", " lead", "trail ", "amp&amp;", "<tag>", "a||b && c", "..x", "...", "-dash", "in ('x')");
        register(home, names);
        for (String op : List.of("avu", "acl", "checksum", "touch", "remove")) {
            List<Row> rows = new ArrayList<>();
            for (String name : names) {
                Map<String, String> fields = new HashMap<>(
                        Map.of("path", home + '/' + name));
                switch (op) {
                    case "avu" -> fields.putAll(Map.of("attribute", name, "value", name, "unit", name));
                    case "acl" -> fields.putAll(Map.of("permission", "read", "user", "public"));
                    default -> {
                    }
                }
                rows.add(TestRow.of(rows.size() + 1L, fields));
            }
            Collected results = new Collected();
            rows(op).processAll(rows, results, session, Limits.NONE);
            assertThat(results.all()).as(op).hasSize(names.size()).allMatch(Success.class::isInstance);
            if (op.equals("avu")) {
                assertThat(catalog("DATA_NAME, META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE, META_DATA_ATTR_UNITS",
                        "COLL_NAME = '" + home + "'")).hasSize(names.size())
                        .allMatch(row -> row.stream().distinct().count() == 1);
            }
        }
        assertThat(session.list(home).dataObjects()).isEmpty();
    }

    /** What docs/batches.md warns of: servers take the attribute for a pattern when it has several values. */
    @Test
    void aValueThatIsSetTakesSimilarAttributesAlong() throws Exception {
        register(home, List.of("one"));
        String path = home + "/one";
        work("avu", List.of(Map.of("path", path, "attribute", "a_b", "value", "1"),
                Map.of("path", path, "attribute", "a_b", "value", "2"),
                Map.of("path", path, "attribute", "axb", "value", "3"),
                Map.of("path", path, "attribute", "a", "value", "4")));
        one("avu", Map.of("path", path, "attribute", "a_b", "value", "5", "operation", "set"));
        assertThat(catalog("META_DATA_ATTR_NAME, META_DATA_ATTR_VALUE", "COLL_NAME = '" + home + "'"))
                .containsExactlyInAnyOrder(List.of("a", "4"), List.of("a_b", "5"));
    }
}
