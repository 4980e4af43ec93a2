package io.sampan.systemtests.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.people.Invitations;
import io.sampan.systemtests.web.browser.Chromium.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A person in a browser and one at a command line, through two tiers of relays.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PageTest {

    @RegisterExtension static final Lab LAB = new Lab();

    private static Chromium chromium;
    private static Cluster cluster;
    private static Invitations invitations;

    @BeforeAll
    static void start() {
        chromium = LAB.owns(Chromium.start());
        cluster = LAB.cluster().relays(1, 1).identities().start();
        invitations = Invitations.to(LAB, cluster);
    }

    private static PagePerson window(Look look) {
        return new PagePerson(LAB.owns(chromium.open(look)));
    }

    @Test
    void textAndFilesGoBothWaysWithReceipts() throws IOException {
        var bob = invitations.joined("bob");
        var alice = window(Look.DESK);
        var film = Content.random(LAB.folder("of-bob").resolve("film 图.bin"), 1, 3 << 20);

        alice.join(invitations.link("--web"), "alice");
        bob.done("send", film, "--to", "alice", "-m", "hello from the command line");
        alice.open("bob");
        var message = alice.message("hello from the command line");
        var download =
                alice.page()
                        .waitForDownload(() -> message.getByLabel("Download film 图.bin").click());
        var copy = LAB.folder("downloads").resolve("film");
        download.saveAs(copy);

        assertThat(download.suggestedFilename()).isEqualTo("film 图.bin");
        assertThat(Content.same(film, copy)).isTrue();
        assertThat(bob.done("receive").out()).contains("\"receipt\"").contains("alice");

        alice.write("你好 bob, from the page");
        alice.attach(film);
        alice.hasSentAll();
        alice.isMarked("from the page", "stored, waits for them");
        var inbox = LAB.folder("inbox-of-bob");
        var received = bob.done("receive", "--into", inbox);

        assertThat(received.out()).contains("你好 bob, from the page");
        try (var files = Files.list(inbox)) {
            assertThat(files).singleElement().satisfies(file -> Content.same(film, file));
        }
        alice.isMarked("from the page", "delivered");

        alice.page().reload();
        alice.open("bob");
        alice.message("from the page");
        alice.message("hello from the command line");
        alice.window().hadNoFaults();
    }

    @Test
    void anotherBrowserBecomesADeviceByALinkAndHasTheHistory() {
        var carol = invitations.joined("carol");
        carol.done("send", "--to", "carol", "-m", "a note to myself");
        var phone = window(Look.PHONE);
        var tablet = window(Look.DESK);

        phone.linkWith(
                carol.startPlain("link", "--web", "--json")
                        .await()
                        .exitsWith(0)
                        .fact()
                        .get("link")
                        .asString());
        phone.open("carol");
        phone.message("a note to myself");
        phone.page().goBack();
        phone.click("Settings");
        phone.click("Link another device");
        phone.sees(phone.page().locator(".qr"));
        tablet.linkWith(phone.page().locator(".secret code").textContent());
        tablet.open("carol");
        tablet.message("a note to myself");
        tablet.write("on all of them");

        phone.click("Close");
        phone.open("carol");
        phone.message("on all of them");
        assertThat(carol.done("receive").out()).contains("on all of them");
        phone.window().hadNoFaults();
        tablet.window().hadNoFaults();
    }

    @Test
    void whatIsWrittenWithoutANetworkGoesWhenThereIsOne() {
        var dora = invitations.joined("dora");
        var erin = window(Look.PHONE);
        erin.join(invitations.link("--web"), "erin");
        dora.done("send", "--to", "erin", "-m", "are you there?");
        erin.open("dora");
        erin.message("are you there?");

        erin.window().offline(true);
        erin.sees(erin.page().getByText("This device has no network"));
        erin.write("written in a tunnel");
        erin.attach("photo.bin", "application/octet-stream", Content.bytes(5, 2 << 20));
        erin.page().waitForTimeout(500);
        assertThat(dora.done("receive").out()).doesNotContain("written in a tunnel");
        erin.window().offline(false);
        erin.hasSentAll();

        var received = dora.done("receive", "--into", LAB.folder("inbox-of-dora"));
        assertThat(received.out()).containsOnlyOnce("written in a tunnel");
        assertThat(LAB.folder("inbox-of-dora").resolve("photo.bin"))
                .hasBinaryContent(Content.bytes(5, 2 << 20));
        erin.window().hadNoFaults();
    }
}
