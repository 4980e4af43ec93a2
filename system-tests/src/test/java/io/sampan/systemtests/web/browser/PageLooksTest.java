package io.sampan.systemtests.web.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.people.Invitations;
import io.sampan.systemtests.web.browser.Chromium.Look;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every view at three widths, light and dark, in both languages: without a finding of axe, and as
/// pictures for people to look at, in `build/page`.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class PageLooksTest {

    private static final Path PICTURES =
            Path.of("..", "build", "page").toAbsolutePath().normalize();

    private static final List<Look> LOOKS =
            List.of(
                    new Look(360, 740, ColorScheme.LIGHT, "en-GB"),
                    new Look(360, 740, ColorScheme.DARK, "zh-CN"),
                    new Look(768, 1024, ColorScheme.LIGHT, "zh-CN"),
                    new Look(1440, 900, ColorScheme.LIGHT, "en-GB"),
                    new Look(1440, 900, ColorScheme.DARK, "zh-CN"));

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void everyViewCanBeUsedByEverybody() throws IOException {
        Files.createDirectories(PICTURES);
        var chromium = lab.owns(Chromium.start());
        var cluster = lab.cluster().identities().start();
        var invitations = Invitations.to(lab, cluster);
        var alice = invitations.joined("alice");
        var bob = invitations.joined("李伟");
        var carol = invitations.joined("carol-of-the-very-long-name-that-fits-nowhere");
        var files = lab.folder("files");
        bob.done(
                "send",
                "--to",
                "alice,carol-of-the-very-long-name-that-fits-nowhere",
                "-m",
                "晚上好！船已经到了。");
        carol.done(
                "send",
                Content.random(files.resolve("a film with quite a long name.mp4"), 1, 3 << 20),
                "--to",
                "alice",
                "-m",
                "the film: https://sampan.example/film?x=1 ⛵");
        bob.done(
                "send",
                photo(files.resolve("sunset.png")),
                "--to",
                "alice",
                "-m",
                "See you at the quay at seven?");
        alice.done("send", "--to", "李伟", "-m", "On my way — save me a seat, please.");

        for (var look : LOOKS) {
            var window = lab.owns(chromium.open(look));
            shoot(
                    new PagePerson(window),
                    look,
                    alice.startPlain("link", "--web", "--json")
                            .await()
                            .exitsWith(0)
                            .fact()
                            .get("link")
                            .asString());
            window.close();
        }
    }

    private static void shoot(PagePerson person, Look look, String link) {
        var page = person.page();
        person.window().visit(link);
        person.sees(page.locator("form"));
        take(person, look, "1-welcome");
        page.locator("button.primary").click();
        person.isIn();
        person.sees(page.locator(".row .name").first());
        take(person, look, "2-list");
        person.open("李伟");
        person.message("quay");
        person.waitUntil(
                "[...document.images].every((image) => image.complete && image.naturalWidth > 0)");
        take(person, look, "3-thread");
        button(page.locator("main"), "Share|分享").click();
        person.sees(page.locator("dialog form"));
        take(person, look, "4-share");
        page.locator("dialog button.primary").click();
        person.sees(page.locator("dialog .qr"));
        take(person, look, "5-shared");
        var shared = page.locator("dialog code").textContent().strip();
        page.keyboard().press("Escape");
        if (look.width() < 700) {
            page.goBack();
        }
        button(page.locator(".left"), "Settings|设置").click();
        person.sees(page.locator("dialog[open]"));
        button(page.locator("dialog"), "Link another|关联").click();
        person.sees(page.locator("dialog .qr"));
        take(person, look, "6-settings");
        person.window().hadNoFaults();

        person.window().visit(shared);
        take(person, look, "7-stranger");
        person.window().visit(shared + "0");
        take(person, look, "8-dead-link");
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(Pattern.compile(name)))
                .first();
    }

    private static void take(PagePerson person, Look look, String view) {
        var name =
                "%s-%dx%d-%s-%s.png"
                        .formatted(
                                view,
                                look.width(),
                                look.height(),
                                look.colours() == ColorScheme.DARK ? "dark" : "light",
                                look.language().substring(0, 2));
        person.window().screenshot(PICTURES.resolve(name));
        person.window().isAccessible(name);
    }

    /// A sail before an evening sky.
    private static Path photo(Path file) throws IOException {
        var image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0x2b3a67), 0, 420, new Color(0xf7b267)));
        pen.fillRect(0, 0, 900, 420);
        pen.setPaint(new GradientPaint(0, 420, new Color(0xd98b5f), 0, 600, new Color(0x1d3557)));
        pen.fillRect(0, 420, 900, 180);
        pen.setColor(new Color(0xffe8b6));
        pen.fillOval(610, 300, 120, 120);
        pen.setColor(new Color(0x1b1b2f));
        var boat = new Path2D.Double();
        boat.moveTo(200, 430);
        boat.lineTo(480, 430);
        boat.lineTo(440, 475);
        boat.lineTo(240, 475);
        boat.closePath();
        boat.moveTo(330, 420);
        boat.lineTo(330, 210);
        boat.lineTo(450, 400);
        boat.closePath();
        boat.moveTo(318, 420);
        boat.lineTo(318, 240);
        boat.lineTo(230, 400);
        boat.closePath();
        pen.fill(boat);
        pen.dispose();
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
