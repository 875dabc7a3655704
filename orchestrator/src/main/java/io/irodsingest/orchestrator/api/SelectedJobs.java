package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.dashboard.Dashboard;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Carried;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Problems;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.http.Site.Asking;
import io.irodsingest.orchestrator.http.Site.Form;
import io.irodsingest.orchestrator.http.Site.Outcome;
import io.irodsingest.orchestrator.http.Site.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** What is done to several jobs that are ticked in a list: first it is asked, then done to each of them as to one. Thread-safe. */
final class SelectedJobs {
    private static final String PATH = "/selected-jobs";
    private static final Map<String, String> ENDPOINTS = Map.of("stop", "stopJob", "pause", "pauseJob", "resume",
            "resumeJob", "retry", "retryJob");
    /** More than a page of jobs has. */
    private static final int MOST = 200;
    /** A stop takes up to a second or so, most of which is waiting. */
    private static final int AT_A_TIME = 8;

    private final Dashboard dashboard;
    private final Function<String, Endpoint> endpoints;

    /** @param endpoints by their ids */
    SelectedJobs(Dashboard dashboard, Function<String, Endpoint> endpoints) {
        this.dashboard = dashboard;
        this.endpoints = endpoints;
    }

    List<Page> pages() {
        return List.of(SitePages.html(PATH, Role.OPERATOR, this::ask));
    }

    List<Form> forms() {
        return List.of(new Form(PATH, Role.OPERATOR, this::perform, call -> "/jobs"));
    }

    private String ask(Call call, Visitor visitor) throws InterruptedException {
        String order = order(call.text("order").or(() -> Optional.of("stop")));
        List<JobView> jobs = new ArrayList<>();
        for (String job : chosen(call.texts("job"))) {
            jobs.add(dashboard.find(job));
        }
        return dashboard.askForJobs(SitePages.viewer(visitor), order, jobs);
    }

    private static String order(Optional<String> order) {
        return order.filter(ENDPOINTS::containsKey)
                .orElseThrow(() -> Refusal.badRequest("order must be stop, pause, resume or retry"));
    }

    private static List<String> chosen(List<String> jobs) {
        List<String> chosen = jobs.stream().distinct().toList();
        if (chosen.size() > MOST) {
            throw Refusal.badRequest("at most " + MOST + " jobs can be chosen at a time, not " + chosen.size());
        }
        return chosen;
    }

    private Outcome perform(Call call, Visitor visitor, Asking asking) throws InterruptedException {
        String order = order(SitePages.sent(call, "order"));
        List<String> chosen = chosen(call.form().getOrDefault("job", List.of()));
        Endpoint endpoint = endpoints.apply(ENDPOINTS.get(order));
        Map<String, Future<Optional<Problem>>> all = new LinkedHashMap<>();
        List<String> done = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            chosen.forEach(job -> all.put(job,
                    threads.submit(
                            () -> refusal(asking, endpoint, call.beside(Carried.NOTHING.withPath("job", job))))));
            for (Map.Entry<String, Future<Optional<Problem>>> one : all.entrySet()) {
                Optional<Problem> problem = outcome(one.getValue());
                problem.ifPresentOrElse(why -> refused.put(one.getKey(), why.detail()), () -> done.add(one.getKey()));
            }
        }
        call.about(order + " of jobs " + String.join(", ", done)
                + (refused.isEmpty() ? "" : "; refused: " + String.join(", ", refused.keySet())));
        return new Outcome.Shown(dashboard.doneToJobs(SitePages.viewer(visitor), order, done, refused));
    }

    private static Optional<Problem> refusal(Asking asking, Endpoint endpoint, Call call) {
        try {
            asking.ask(endpoint, call);
            return Optional.empty();
        } catch (Exception refused) {
            return Optional.of(Problems.of(refused));
        }
    }

    private static Optional<Problem> outcome(Future<Optional<Problem>> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an order to a job broke off", impossible);
        }
    }
}
