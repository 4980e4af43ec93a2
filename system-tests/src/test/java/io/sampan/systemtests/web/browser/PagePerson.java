package io.sampan.systemtests.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What a person does with the page, in English. Used by one thread.
record PagePerson(Window window) {

    private static final double PATIENCE_MILLIS = 90_000;
    private static final double POLL_MILLIS = 100;

    /// Comes in with an invitation.
    void join(String link, String name) {
        window.visit(link);
        page().locator("input[name=name]").fill(name);
        page().locator("button.primary").click();
        isIn();
    }

    /// Makes this browser one more device of a person.
    void linkWith(String link) {
        window.visit(link);
        page().locator("button.primary").click();
        isIn();
    }

    void isIn() {
        sees(page().locator(".left"));
    }

    void open(String name) {
        page().locator(".row", new Page.LocatorOptions().setHasText(name)).first().click();
        sees(page().locator("textarea"));
    }

    void write(String text) {
        page().locator("textarea").fill(text);
        page().locator("textarea").press("Enter");
    }

    void attach(Path file) {
        page().locator(".composer input[type=file]").first().setInputFiles(file);
    }

    void attach(String name, String type, byte[] content) {
        page().locator(".composer input[type=file]")
                .first()
                .setInputFiles(new FilePayload(name, type, content));
    }

    /// Waits until a message with this text is shown.
    Locator message(String text) {
        var message = page().locator(".msg", new Page.LocatorOptions().setHasText(text)).first();
        sees(message);
        return message;
    }

    /// Waits until nothing that was written here is still on its way.
    void hasSentAll() {
        assertThat(page().locator(".msg.pending"))
                .hasCount(0, new HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    /// Waits until a message of one's own has this mark: `stored, waits for them` or `delivered`.
    void isMarked(String text, String mark) {
        sees(message(text).getByLabel(mark));
    }

    /// Waits until an expression of JavaScript is true. (Playwright's own `waitForFunction` asks
    /// again by `eval`, which the page's policy forbids.)
    void waitUntil(String expression) {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos((long) PATIENCE_MILLIS);
        while (!Boolean.TRUE.equals(page().evaluate(expression))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never true: " + expression);
            }
            page().waitForTimeout(POLL_MILLIS);
        }
    }

    void sees(Locator place) {
        assertThat(place).isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
    }

    void reads(Locator place, String text) {
        assertThat(place).containsText(text, new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void click(String name) {
        page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }

    Page page() {
        return window.page();
    }
}
