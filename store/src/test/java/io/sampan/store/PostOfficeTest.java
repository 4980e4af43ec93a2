package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.messaging.Letter;
import io.sampan.core.messaging.MessageLimits;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.messaging.WakeUps;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.core.storage.Posting;
import io.sampan.model.MediaId;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The post office over a real ledger: what it decides rests on what the ledger remembers.
class PostOfficeTest {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final UserName CAROL = new UserName("carol");
    private static final InstantSource CLOCK = InstantSource.system();

    private SqliteLedger ledger;
    private Registry registry;

    @BeforeEach
    void openIt(@TempDir Path folder) {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        registry = new Registry(ledger.people(), CLOCK);
        registry.admitOpenly(BOB);
    }

    @AfterEach
    void closeIt() {
        ledger.close();
    }

    private PostOffice office(int recipients) {
        return new PostOffice(
                ledger.messages(),
                ledger.conversations(),
                ledger.media(),
                registry,
                new MessageLimits(
                        recipients, 1, Duration.ofSeconds(30), 600, 1 << 20, Posting.Limit.NONE),
                WakeUps.local(),
                CLOCK);
    }

    private static Letter letter(UserName... to) {
        return new Letter(MessageId.random(), List.of(to), "hello", List.of());
    }

    @Test
    void whatWasAcceptedStaysAcceptedWhenTheLimitsHaveShrunk() {
        registry.admitOpenly(CAROL);
        var letter = letter(BOB, CAROL);
        var accepted = office(2).post(Member.believed(ALICE), letter);

        var again = office(1).post(Member.believed(ALICE), letter);

        assertThat(again).isEqualTo(accepted).isInstanceOf(Outcome.Done.class);
        assertThat(ledger.messages().waiting()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a line\nbreak", "201"})
    void whatIsSaidAboutAFileIsRefusedAsWhatItIs(String said) {
        var about = said.equals("201") ? "x".repeat(201) : said;
        var letter =
                new Letter(
                        MessageId.random(),
                        List.of(BOB),
                        "hello",
                        List.of(new Letter.Enclosure(MediaId.random(), about)));

        assertThat(office(1).post(Member.believed(ALICE), letter))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.MALFORMED);
                            assertThat(refused.refusal().detail()).contains("200 characters");
                        });
    }

    @Test
    void whoIsUnknownIsKnownOnceTheyCame() {
        var letter = letter(CAROL);
        assertThat(office(1).post(Member.believed(ALICE), letter))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code())
                                        .isEqualTo(RefusalCode.UNKNOWN_RECIPIENT));

        registry.admitOpenly(CAROL);

        Outcome<Posted> posted = office(1).post(Member.believed(ALICE), letter);
        assertThat(posted).isInstanceOf(Outcome.Done.class);
    }
}
