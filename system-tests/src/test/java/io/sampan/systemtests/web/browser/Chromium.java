package io.sampan.systemtests.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// The Chromium that is installed here, without a screen. Used by one thread.
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final String DRIVER = "com.microsoft.playwright.impl.driver.jar.DriverJar";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// How a window is to be.
    record Look(int width, int height, ColorScheme colours, String language) {

        static final Look DESK = new Look(1440, 900, ColorScheme.LIGHT, "en-GB");
        static final Look PHONE = new Look(360, 740, ColorScheme.LIGHT, "en-GB");
    }

    /// Starts it; without one the test is skipped, and says so.
    static Chromium start() {
        var there = Files.isExecutable(PROGRAM) && hasDriver();
        if (!there) {
            System.out.println("    SKIPPED: chromium is not installed, so the page is not tested");
        }
        Assumptions.assumeTrue(there, "chromium is not installed");
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(PROGRAM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--no-first-run")));
        return new Chromium(playwright, browser);
    }

    private static boolean hasDriver() {
        try {
            Class.forName(DRIVER);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /// A window with cookies and storage of its own, as on a device of its own.
    Window open(Look look) {
        return new Window(
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(look.width(), look.height())
                                .setColorScheme(look.colours())
                                .setLocale(look.language())
                                .setAcceptDownloads(true)));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
