package io.irodsingest.orchestrator.api;

import io.irodsingest.dashboard.Viewer;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
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
}
