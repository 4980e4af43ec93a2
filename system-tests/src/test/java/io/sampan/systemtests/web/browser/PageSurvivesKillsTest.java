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

/// A file on its way up from the page, while what carries it is killed.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PageSurvivesKillsTest {

    private static final long SIZE = (48L << 20) + 3;
    private static final int MOST_PERCENT = 100;

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void anUploadGoesOnThroughKillsOfRelaysAndServerAndAReload() {
        var alice = new PagePerson(lab.owns(lab.owns(Chromium.start()).open(Look.DESK)));
        var cluster = lab.cluster().relays(1, 2).identities().start();
        var invitations = Invitations.to(lab, cluster);
        var bob = invitations.joined("bob");
        var film = Content.random(lab.folder("of-alice").resolve("film.bin"), 1, SIZE);
        alice.join(invitations.link("--web"), "alice");
        bob.done("send", "--to", "alice", "-m", "send me the film");
        alice.open("bob");
        alice.window().slowUploads(6 << 20);

        alice.attach(film);
        var killed = new StringBuilder();
        waitFor(alice, 15);
        cluster.edges().getFirst().restart();
        killed.append("edge at ").append(percent(alice));
        waitFor(alice, 35);
        cluster.hubs().getFirst().restart();
        killed.append(", hub at ").append(percent(alice));
        waitFor(alice, 55);
        cluster.server().restart();
        killed.append(", server at ").append(percent(alice));
        alice.hasSentAll();
        lab.say("%s", killed);

        bob.done("receive", "--into", lab.folder("inbox"));
        assertThat(Content.same(film, lab.folder("inbox").resolve("film.bin"))).isTrue();
        alice.window().hadNoFaults();
    }

    /// How far the upload is, in percent; all of it once it is no longer shown.
    private static int percent(PagePerson alice) {
        var bars = alice.page().locator("aside.right .bar");
        return bars.count() == 0
                ? MOST_PERCENT
                : (int) Double.parseDouble(bars.first().getAttribute("value"));
    }

    private static void waitFor(PagePerson alice, int percent) {
        alice.waitUntil(
                """
                (() => {
                  const bar = document.querySelector('aside.right .bar')
                  return bar === null || bar.value >= %d
                })()
                """
                        .formatted(percent));
    }
}
