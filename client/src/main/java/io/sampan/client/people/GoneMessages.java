package io.sampan.client.people;

import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Takes the text and the files of messages out of `people.db`. That they were there stays, so that
/// none of them arrives a second time.
final class GoneMessages {

    private static final String ARRIVED_OVER = "NOT gone AND expires <= ?";
    private static final String SENT_OVER = "NOT gone AND posted + expires_after <= ?";

    private GoneMessages() {}

    static void recalled(Handle handle, UserName sender, MessageId id, UserName me) {
        if (sender.equals(me)) {
            takeOutSent(handle, "id = ?", PeopleRows.bytes(id));
        }
        takeOutArrived(handle, "sender = ? AND id = ?", sender.value(), PeopleRows.bytes(id));
    }

    /// Whether the time of a message that is still here is over.
    static boolean isAnyOver(Handle handle, Instant now) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM arrived WHERE "
                                + ARRIVED_OVER
                                + ") OR EXISTS (SELECT 1 FROM sent WHERE "
                                + SENT_OVER
                                + ")")
                .bind(0, now.toEpochMilli())
                .bind(1, now.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    static void expire(Handle handle, Instant now) {
        takeOutArrived(handle, ARRIVED_OVER, now.toEpochMilli());
        takeOutSent(handle, SENT_OVER, now.toEpochMilli());
    }

    private static void takeOutArrived(Handle handle, String which, Object... values) {
        handle.execute(
                "DELETE FROM arrived_file WHERE message IN (SELECT number FROM arrived WHERE "
                        + which
                        + ")",
                values);
        handle.execute("UPDATE arrived SET gone = 1, text = '' WHERE " + which, values);
    }

    private static void takeOutSent(Handle handle, String which, Object... values) {
        handle.execute(
                "DELETE FROM sent_file WHERE message IN (SELECT number FROM sent WHERE "
                        + which
                        + ")",
                values);
        handle.execute("UPDATE sent SET gone = 1, text = '' WHERE " + which, values);
    }
}
