package io.sampan.store;

import io.sampan.core.storage.Posting;
import io.sampan.disk.BareStatement;
import io.sampan.model.Attachment;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.UserName;
import org.jdbi.v3.core.Handle;

/// Writes a message that was posted: itself, its attachments, an entry in the log of everybody whom
/// it concerns, and the right to read its files. Within the caller's change of the ledger.
final class PostedRows {

    private static final BareStatement INSERT =
            new BareStatement(
                    """
                    INSERT INTO message (sender, id, recipients, text, attachments, posted,
                      conversation, group_name, expires)
                    VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, 0))
                    ON CONFLICT (sender, id) DO NOTHING RETURNING number\
                    """);

    private static final BareStatement PUT_MAIL_IN =
            new BareStatement(
                    """
                    INSERT INTO log (owner, kind, message, conversation, bytes, put, waits)
                    VALUES (?, 0, ?, ?, ?, ?, 1)\
                    """);

    private static final BareStatement PUT_SENT_IN =
            new BareStatement(
                    """
                    INSERT INTO log (owner, kind, message, conversation, origin, bytes, put, waits)
                    VALUES (?, 2, ?, ?, ?, ?, ?, 0)\
                    """);

    /// One more entry waits in the log of its owner.
    static final BareStatement MORE_WAITS =
            new BareStatement(
                    """
                    INSERT INTO log_waiting (owner, entries, bytes) VALUES (?, 1, ?)
                    ON CONFLICT (owner) DO UPDATE SET
                      entries = entries + 1, bytes = bytes + excluded.bytes\
                    """);

    private PostedRows() {}

    /// @param bytes what an entry counts in the inbox
    static void putIn(Handle handle, Posting posting, int bytes) {
        var message = posting.message();
        var conversation = MessageRows.bytes(message.conversation());
        var posted = Instants.nanos(message.posted());
        var number = insert(handle, message, conversation);
        for (int i = 0; i < message.attachments().size(); i++) {
            attach(handle, number, i, message.attachments().get(i));
        }
        for (var recipient : message.to()) {
            if (posting.withheld().contains(recipient)) {
                continue;
            }
            PUT_MAIL_IN.change(handle, recipient.value(), number, conversation, bytes, posted);
            MORE_WAITS.change(handle, recipient.value(), bytes);
            for (var attachment : message.attachments()) {
                letRead(handle, recipient, attachment.media().id());
            }
        }
        if (!message.to().contains(message.sender())) {
            PUT_SENT_IN.change(
                    handle,
                    message.sender().value(),
                    number,
                    conversation,
                    posting.origin().value(),
                    bytes,
                    posted);
        }
    }

    private static long insert(Handle handle, Message message, byte[] conversation) {
        return INSERT.first(
                        handle,
                        row -> row.getLong(1),
                        message.sender().value(),
                        MessageRows.bytes(message.id()),
                        MessageRows.lines(message.to()),
                        message.text(),
                        message.attachments().size(),
                        Instants.nanos(message.posted()),
                        conversation,
                        message.group().map(Message.GroupName::name).orElse(""),
                        message.expires().map(Instants::nanos).orElse(0L))
                .orElseThrow();
    }

    private static void attach(Handle handle, long message, int position, Attachment attachment) {
        var media = attachment.media();
        handle.execute(
                """
                INSERT INTO attachment (message, position, about,
                  id, owner, name, size, type, digest, shared, completed, gone)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                  NOT EXISTS (SELECT 1 FROM media WHERE id = ?))\
                """,
                message,
                position,
                attachment.about(),
                Ids.bytes(media.id()),
                media.owner().value(),
                media.name().value(),
                media.size(),
                media.type().value(),
                media.digest().bytes(),
                media.shared(),
                Instants.nanos(media.completed()),
                Ids.bytes(media.id()));
    }

    private static void letRead(Handle handle, UserName reader, MediaId media) {
        handle.execute(
                """
                INSERT OR IGNORE INTO media_reader (reader, media)
                SELECT ?, number FROM media WHERE id = ?\
                """,
                reader.value(),
                Ids.bytes(media));
    }
}
