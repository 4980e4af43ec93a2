package io.sampan.systemtests.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.Run;
import io.sampan.systemtests.web.browser.Chromium.Look;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What a newcomer with a browser sees first.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WebDemoTest {

    @RegisterExtension final Lab lab = Lab.optimizing();

    @Test
    void aPhotoGoesFromOneWindowToAnotherWhilePlugsArePulled() {
        var chromium = lab.owns(Chromium.start());
        var here = lab.folder("demo");
        var alice = new PagePerson(lab.owns(chromium.open(Look.DESK)));
        var bob = new PagePerson(lab.owns(chromium.open(Look.PHONE)));
        var photo = Content.random(lab.folder("files").resolve("photo.bin"), 1, 24 << 20);
        var demo =
                lab.person("newcomer", List.of())
                        .startPlain("demo", "--web", "--json", "--in", here);

        alice.join(link(demo, 1), "alice");
        bob.join(link(demo, 2), "bob");
        alice.open("bob");
        alice.window().slowUploads(1 << 20);
        alice.attach(photo);
        await(() -> facts(demo, "arrived").size() == 1);
        alice.hasSentAll();
        bob.open("alice");
        var download =
                bob.page()
                        .waitForDownload(() -> bob.page().getByLabel("Download photo.bin").click());
        // A download of a browser that is cut goes on by itself, or the person clicks again.
        var arrived = facts(demo, "arrived").getFirst();
        demo.terminate();
        demo.await();

        assertThat(download.suggestedFilename()).isEqualTo("photo.bin");
        assertThat(arrived.get("kills").asInt()).isPositive();
        assertThat(arrived.get("digest").asString())
                .isEqualTo(Content.treeDigest(photo).toString());
        assertThat(here).isEmptyDirectory();
    }

    private static List<JsonNode> facts(Run demo, String event) {
        return demo.facts().stream()
                .filter(fact -> fact.path("event").asString().equals(event))
                .toList();
    }

    private static String link(Run demo, int count) {
        await(() -> facts(demo, "page").size() >= count || !demo.isAlive());
        return facts(demo, "page").get(count - 1).get("link").asString();
    }

    private static void await(java.util.concurrent.Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(holds);
    }
}
