package io.sampan.client.people;

import io.sampan.client.lane.LaneLogin;
import io.sampan.client.lane.RelayBook;
import io.sampan.model.UserName;
import io.sampan.wire.frame.Frame;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// People and messages of one session. Opening it touches the home only. Any thread.
public final class People implements AutoCloseable {

    private final UserName me;
    private final PeopleStore store;
    private final ReadMarks marks = new ReadMarks();
    private final Inbox inbox;
    private final Outbox outbox;
    private final Devices devices;
    private final MessageLog log;
    private final Groups groups;
    private final BlockList blocked;
    private final Supplier<LaneLogin> login;
    private final Supplier<RelayBook> relays;

    private People(
            UserName me,
            PeopleStore store,
            Supplier<LaneLogin> login,
            Supplier<RelayBook> relays,
            ServerRequests server) {
        this.me = me;
        this.store = store;
        this.inbox = new Inbox(store, marks);
        this.outbox = new Outbox(store, server);
        this.devices = new Devices(server);
        this.log = new MessageLog(me, server, store);
        this.groups = new Groups(server, store);
        this.blocked = new BlockList(server);
        this.login = login;
        this.relays = relays;
    }

    /// @param me whose session it is
    /// @param login how a lane is logged in
    /// @param relays through which; a book of its own, as this lane is not one of the pool's
    /// @param ask asks the server on any lane
    public static People open(
            Path home,
            UserName me,
            Supplier<LaneLogin> login,
            Supplier<RelayBook> relays,
            UnaryOperator<Frame> ask) {
        return new People(me, PeopleStore.open(home), login, relays, new ServerRequests(ask));
    }

    /// Comes online: others see it, and what waits arrives in the [#inbox]. At most one at a time
    /// for a person; a second one anywhere takes over.
    ///
    /// @param listener told what happens, one event at a time; what takes long is done elsewhere
    public PresenceConnection attend(Consumer<PeopleEvent> listener) {
        return start(false, listener);
    }

    /// Only looks who is online: nobody sees it, and nothing is delivered.
    public PresenceConnection look(Consumer<PeopleEvent> listener) {
        return start(true, listener);
    }

    private PresenceConnection start(boolean lookOnly, Consumer<PeopleEvent> listener) {
        var deliveries = new Deliveries(me, store, inbox, listener);
        return PresenceConnection.start(
                login.get(), relays.get(), lookOnly, deliveries, marks, listener);
    }

    /// What has arrived.
    public Inbox inbox() {
        return inbox;
    }

    /// What is to be sent.
    public Outbox outbox() {
        return outbox;
    }

    /// The devices of this person and of others.
    public Devices devices() {
        return devices;
    }

    /// The log on the server: what was said on all devices, read marks, recall.
    public MessageLog log() {
        return log;
    }

    /// Whether those who wrote are told when their messages were read; at first they are not.
    public void tellWhatIsRead(boolean wanted) {
        marks.tellSenders(wanted);
    }

    /// Named conversations.
    public Groups groups() {
        return groups;
    }

    /// Whose messages are not wanted.
    public BlockList blocked() {
        return blocked;
    }

    /// The history that this home has.
    public PeopleStore history() {
        return store;
    }

    @Override
    public void close() {
        store.close();
    }
}
