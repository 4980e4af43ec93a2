package io.sampan.systemtests.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.people.Invitations;
import io.sampan.systemtests.web.browser.Chromium.Look;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A stranger's phone and a link, of a member who made it in the page.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PageLinksTest {

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void aStrangerGetsAFileWithAPasswordAndSendsOneBack() {
        var chromium = lab.owns(Chromium.start());
        var cluster = lab.cluster().relays(1, 1).identities().start();
        var invitations = Invitations.to(lab, cluster);
        var bob = invitations.joined("bob");
        var film = Content.random(lab.folder("of-bob").resolve("film 图.bin"), 1, 3 << 20);
        var alice = new PagePerson(lab.owns(chromium.open(Look.DESK)));
        var stranger = new PagePerson(lab.owns(chromium.open(Look.PHONE)));
        alice.join(invitations.link("--web"), "alice");
        bob.done("send", film, "--to", "alice", "-m", "for your aunt");
        alice.open("bob");
        alice.message("for your aunt");

        alice.click("Share film 图.bin");
        alice.page().locator("dialog input[name=password]").fill("open sesame");
        alice.page().locator("dialog button.primary").click();
        alice.sees(alice.page().locator("dialog .qr"));
        stranger.window().visit(alice.page().locator("dialog code").textContent().strip());
        stranger.page().locator("input[name=password]").fill("wrong");
        stranger.click("Download");
        stranger.sees(stranger.page().getByText("That is not the password"));
        stranger.page().locator("input[name=password]").fill("open sesame");
        var download = stranger.page().waitForDownload(() -> stranger.click("Download"));
        download.saveAs(lab.folder("of-aunt").resolve("film"));
        assertThat(Content.same(film, lab.folder("of-aunt").resolve("film"))).isTrue();
        alice.page().keyboard().press("Escape");

        alice.click("Settings");
        alice.page().onDialog(dialog -> dialog.accept("holiday"));
        alice.click("Let strangers send me files");
        alice.sees(alice.page().locator("dialog .secret"));
        stranger.window().visit(alice.page().locator("dialog code").textContent().strip());
        stranger.page().locator("input[name=from]").fill("Aunt May");
        stranger.page().locator("input[type=file]").setInputFiles(film);
        stranger.sees(stranger.page().getByText("has arrived"));
        alice.page().keyboard().press("Escape");
        alice.open("alice");
        alice.message("holiday (Aunt May)");

        alice.window().hadNoFaults();
        stranger.window().hadNoFaults();
    }
}
