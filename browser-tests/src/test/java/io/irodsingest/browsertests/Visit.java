package io.irodsingest.browsertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Somebody who looks at the dashboard. What a user would not see is noted: what the console says, what the content security policy
 * refuses, and requests to other hosts. Belongs to one thread.
 */
final class Visit implements AutoCloseable {
    /** What is done while a page is open. */
    @FunctionalInterface
    interface Look {
        void at(String path) throws Exception;
    }

    private final URI base;
    private final BrowserContext context;
    private final Page page;
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();

    Visit(Browser browser, URI base, ColorScheme scheme, int width) {
        this.base = base;
        this.context = browser.newContext(new NewContextOptions().setBaseURL(base.toString()).setColorScheme(scheme)
                .setViewportSize(width, 900).setTimezoneId("Europe/Berlin").setLocale("en-GB"));
        this.page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.setDefaultNavigationTimeout(60_000);
        page.onConsoleMessage(message -> {
            // a busy machine may keep Redis from answering in time; a page that waits for it is tried again
            if (List.of("error", "warning").contains(message.type()) && !message.text().contains("status of 503")) {
                troubles.add(page.url() + ": console: " + message.text());
            }
        });
        page.onPageError(error -> troubles.add(page.url() + ": " + error));
        page.onDialog(dialog -> {
            troubles.add(page.url() + ": a dialog: " + dialog.message());
            dialog.dismiss();
        });
        context.onRequest(request -> {
            if (!request.url().startsWith(base + "/")) {
                troubles.add(page.url() + ": a request to " + request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    void signIn(String token) {
        page.navigate("/login");
        page.getByLabel("Token").fill(token);
        page.locator("main button[type=submit]").click();
        page.waitForURL(base + "/");
    }

    /** Loses the cookie, as time does to it. */
    void forget() {
        context.clearCookies();
    }

    /**
     * Goes to every page that the first one leads to; of pages of one kind, as of jobs, to one.
     *
     * @param look what to do while a page is open
     * @return where it has been
     */
    Set<String> everyPage(Look look) throws Exception {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("/"));
        while (!open.isEmpty()) {
            String path = open.remove();
            String kind = kind(path);
            if (seen.stream().anyMatch(other -> kind(other).equals(kind))) {
                continue;
            }
            seen.add(path);
            assertThat(await().pollInSameThread().until(() -> page.navigate(path).status(), status -> status != 503))
                    .as(path)
                    .isEqualTo(200);
            links().forEach(open::add);
            look.at(path);
        }
        return seen;
    }

    /** A page's address without what names one thing of many. */
    private static String kind(String path) {
        return path.replaceAll("(?<=/(jobs|schedules|batches|queries)/)(?!new\\b)[^/?]+", "ID").replaceAll("\\?.*",
                "?");
    }

    private List<String> links() {
        return page.locator("a[href^='/']:not([download])").all().stream().map(link -> link.getAttribute("href"))
                .filter(path -> !path.contains(".csv") && !path.contains("/results") && !path.startsWith("/assets/"))
                .map(path -> path.replaceAll("#.*", "")).toList();
    }

    /**
     * What axe-core finds on the page that is open and calls serious or critical.
     *
     * @param rules those to look for; all when there are none
     */
    List<String> barriers(String... rules) {
        AxeBuilder axe = new AxeBuilder(page);
        return (rules.length == 0 ? axe : axe.withRules(List.of(rules))).analyze().getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(String.valueOf(rule.getImpact())))
                .map(this::told).toList();
    }

    private String told(Rule rule) {
        return page.url() + ": " + rule.getId() + ": " + rule.getHelp() + ": " + rule.getNodes().stream()
                .map(node -> node.getHtml()).limit(3).collect(Collectors.joining(" | "));
    }

    /** Whether something of the page lies beyond its right edge. */
    boolean isTooWide() {
        return (Boolean) page
                .evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        context.close();
    }
}
