package io.irodsingest.orchestrator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.dashboard.Viewer;
import io.irodsingest.dashboard.form.FieldGroup;
import io.irodsingest.dashboard.form.FormValues;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.http.Site.Form;
import io.irodsingest.orchestrator.http.Site.Look;
import io.irodsingest.orchestrator.http.Site.Outcome;
import io.irodsingest.orchestrator.http.Site.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What pages and forms of the dashboard have in common. */
final class SitePages {
    private SitePages() {}

    static Page html(String path, Look.Maker<String> maker) {
        return html(path, Role.VIEWER, maker);
    }

    static Page html(String path, Role role, Look.Maker<String> maker) {
        return new Page(path, role, new Look.Html(maker));
    }

    static Page events(String path, Look.Maker<EventSource> maker) {
        return new Page(path, Role.VIEWER, new Look.Events(maker));
    }

    /** A button that says nothing besides what stands in its path. */
    static Form button(String path, Endpoint endpoint, Function<Call, String> back) {
        return new Form(path, endpoint.role(), (call, visitor, asking) -> {
            asking.ask(endpoint, call);
            return new Outcome.Goes(back.apply(call));
        }, back);
    }

    static Viewer viewer(Visitor visitor) {
        Role role = visitor.caller().role();
        return new Viewer(visitor.caller().name(), role.text(), role.includes(Role.OPERATOR),
                role.includes(Role.ADMIN), visitor.session().csrf(), visitor.session().tokenDigest().isPresent());
    }

    /** A form sends its empty fields too. */
    static Optional<String> given(Call call, String name) {
        return call.text(name).filter(text -> !text.isBlank());
    }

    /** The parameters of a page that are not empty; more may be put to them. */
    static Map<String, List<String>> given(Call call) {
        return call.parameters().entrySet().stream()
                .filter(parameter -> parameter.getValue().stream().anyMatch(text -> !text.isBlank()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first,
                        HashMap::new));
    }

    /** A field of a form that was sent; empty when nothing stands in it. */
    static Optional<String> sent(Call call, String field) {
        return Optional.ofNullable(call.form().get(field)).map(List::getFirst).filter(text -> !text.isEmpty());
    }

    /** The fields of a form that something stands in, as parameters. */
    static Map<String, List<String>> sent(Call call, List<String> fields) {
        return fields.stream().filter(field -> sent(call, field).isPresent())
                .collect(Collectors.toMap(Function.identity(), field -> List.of(sent(call, field).orElseThrow())));
    }

    /** The request that is written in a form. @throws Refusal when it cannot be one */
    static ObjectNode request(FormValues values, List<FieldGroup> groups) {
        try {
            return values.request(groups);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.badRequest(malformed.getMessage());
        }
    }
}
