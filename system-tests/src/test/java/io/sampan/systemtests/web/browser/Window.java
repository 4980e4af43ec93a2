package io.sampan.systemtests.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A window of the browser with storage of its own, which keeps what went wrong in it. Used by one
/// thread.
final class Window implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 90_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();
    private Optional<String> origin = Optional.empty();

    Window(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MILLIS);
        this.page = context.newPage();
        page.onPageError(fault -> faults.add("script: " + fault));
        page.onConsoleMessage(message -> {
            // What cannot be loaded while a relay is down is logged as well, and is no fault.
            if (message.type().equals("error")
                    && !message.text().startsWith("Failed to load resource")
                    && !message.text().startsWith("WebSocket connection")) {
                faults.add("console: " + message.text());
            }
        });
        page.onRequest(this::look);
    }

    private void look(Request request) {
        var url = request.url();
        var inside =
                url.startsWith("data:")
                        || url.startsWith("blob:")
                        || origin.isEmpty()
                        || url.startsWith(origin.get());
        if (!inside) {
            faults.add("a request beyond the origin: " + url);
        }
    }

    Page page() {
        return page;
    }

    /// Goes to an address, of whose origin alone anything may be asked from now on.
    void visit(String address) {
        var url = URI.create(address);
        origin = Optional.of(url.getScheme() + "://" + url.getRawAuthority());
        page.navigate(address);
    }

    /// No network at all, or the network again.
    void offline(boolean off) {
        context.setOffline(off);
    }

    /// Lets uploads go no faster.
    CDPSession slowUploads(long bytesPerSecond) {
        var session = context.newCDPSession(page);
        session.send("Network.enable");
        var rules = new com.google.gson.JsonObject();
        rules.addProperty("offline", false);
        rules.addProperty("latency", 0);
        rules.addProperty("downloadThroughput", -1);
        rules.addProperty("uploadThroughput", bytesPerSecond);
        session.send("Network.emulateNetworkConditions", rules);
        return session;
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /// Checks that what is shown can be used by everybody, as far as axe can tell.
    void isAccessible(String view) {
        var found = new AxeBuilder(page).analyze();
        assertThat(found.getViolations())
                .as("axe on %s: %s", view, found.getViolations())
                .isEmpty();
    }

    /// Checks that no script failed and nothing was asked of anybody else.
    void hadNoFaults() {
        assertThat(faults).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
