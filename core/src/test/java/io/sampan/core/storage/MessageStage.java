package io.sampan.core.storage;

import io.sampan.core.storage.MessageRepository.PostResult;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.model.Attachment;
import io.sampan.model.ContentType;
import io.sampan.model.DeviceId;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Sha256;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A ledger and what the contracts of messages say with it.
abstract class MessageStage {

    static final UserName ALICE = new UserName("alice");
    static final UserName BOB = new UserName("bob");
    static final UserName CAROL = new UserName("李雷");
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");
    static final Instant LATER = NOON.plus(Duration.ofMinutes(1));
    static final Sha256 CODE = Sha256.digest(new byte[] {1});

    Path folder;
    Ledger ledger;

    /// Opens the ledger whose data lie in or under `folder`, or makes one.
    protected abstract Ledger open(Path folder);

    @BeforeEach
    void openIt(@TempDir Path empty) {
        folder = empty;
        ledger = open(folder);
    }

    @AfterEach
    void closeIt() {
        ledger.close();
    }

    void reopen() {
        ledger.close();
        ledger = open(folder);
    }

    static Message message(UserName sender, String text, UserName... to) {
        return new Message(MessageId.random(), sender, List.of(to), text, List.of(), NOON);
    }

    static Standing waiting(UserName name) {
        return new Standing(name, Optional.empty());
    }

    List<LogEntry> inbox(UserName who) {
        return unread(who, DeviceId.NONE);
    }

    List<LogEntry> unread(UserName who, DeviceId device) {
        return ledger.messages()
                .unread(who, device, Place.START, 1000, Wanted.EVERYTHING)
                .entries();
    }

    Posted post(Message message) {
        return ((PostResult.Done) ledger.messages().post(Posting.of(message, DeviceId.NONE)))
                .posted();
    }

    Optional<UserName> received(UserName who, DeviceId device, LogEntry entry) {
        return ledger.messages().received(who, device, entry.place(), LATER);
    }

    List<String> texts(UserName who) {
        return inbox(who).stream().map(entry -> ((LogEntry.Mail) entry).message().text()).toList();
    }

    Media media(boolean shared) {
        return new Media(
                MediaId.random(),
                ALICE,
                new MediaName("film.mp4"),
                7,
                ContentType.BYTES,
                CODE,
                shared,
                NOON);
    }

    /// Alice sends it to bob.
    void send(Media media, Instant when) {
        post(
                new Message(
                        MessageId.random(),
                        ALICE,
                        List.of(BOB),
                        "",
                        List.of(new Attachment(media, "")),
                        when));
    }
}
