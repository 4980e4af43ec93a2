package io.sampan.server;

import io.sampan.core.identity.AuditLog;
import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.identity.Sessions;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.roster.Roster;
import io.sampan.core.storage.DeviceRecord;
import io.sampan.model.DeviceId;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.server.Login.LoggedIn;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.DeviceFrame;
import io.sampan.wire.frame.DeviceFrame.DeviceLink;
import io.sampan.wire.frame.DeviceFrame.DeviceList;
import io.sampan.wire.frame.DeviceFrame.EndSession;
import io.sampan.wire.frame.DeviceFrame.LinkDevice;
import io.sampan.wire.frame.DeviceFrame.ListDevices;
import io.sampan.wire.frame.DeviceFrame.RenameDevice;
import io.sampan.wire.frame.DeviceFrame.RevokeDevice;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.link.Incoming;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// What a person does with their devices over one lane. Called by the conversation's own thread.
final class DeviceConversation {

    private final LoggedIn who;
    private final DeviceRegistry devices;
    private final Sessions sessions;
    private final Roster roster;
    private final AuditLog audit;
    private final PostOffice postOffice;
    private final Answers answers;

    DeviceConversation(LoggedIn who, Desks desks, Answers answers) {
        this.who = who;
        this.devices = desks.devices();
        this.sessions = desks.sessions();
        this.roster = desks.roster();
        this.audit = desks.audit();
        this.postOffice = desks.postOffice();
        this.answers = answers;
    }

    void on(DeviceFrame request, Incoming incoming) {
        var exchange = incoming.exchange();
        var name = who.member().name();
        switch (request) {
            case LinkDevice(var goodFor) ->
                    answers.aside(
                            exchange,
                            () -> devices.link(who.member(), goodFor),
                            link ->
                                    new DeviceLink(
                                            Secret.of(
                                                    link.code()
                                                            .getBytes(StandardCharsets.US_ASCII)),
                                            link.expires()));
            case ListDevices(var person) ->
                    answers.aside(
                            exchange, () -> Outcome.done(list(person.orElse(name))), list -> list);
            case RenameDevice(var id, var label) ->
                    answers.aside(exchange, () -> devices.rename(name, id, label), _ -> new Done());
            case RevokeDevice(var id) -> answers.aside(exchange, () -> revoke(id), _ -> new Done());
            case EndSession() ->
                    answers.aside(
                            exchange,
                            () -> {
                                sessions.end(who.token().bytes());
                                return Outcome.done(who);
                            },
                            _ -> new Done());
            case DeviceLink answer -> throw Conversation.outOfPlace(incoming);
            case DeviceList answer -> throw Conversation.outOfPlace(incoming);
        }
    }

    private Outcome<DeviceId> revoke(DeviceId id) {
        var name = who.member().name();
        var revoked = devices.revoke(name, id);
        if (revoked instanceof Outcome.Done) {
            audit.note(
                    "device-revoked",
                    Map.of(
                            "user",
                            name.value(),
                            "device",
                            id.toString(),
                            "by",
                            who.member().device().toString()));
            postOffice.devicesChanged(name);
        }
        return revoked;
    }

    private DeviceList list(UserName person) {
        var own = person.equals(who.member().name());
        return new DeviceList(
                devices.of(person).stream()
                        .map(device -> own ? own(device) : another(device))
                        .toList());
    }

    private DeviceFrame.Device own(DeviceRecord device) {
        DeviceId id = device.id();
        return new DeviceFrame.Device(
                id,
                device.key(),
                device.label(),
                device.added(),
                device.seen(),
                roster.isOnline(device.person(), id),
                id.equals(who.member().device()));
    }

    /// Enough to compare fingerprints, and nothing else.
    private static DeviceFrame.Device another(DeviceRecord device) {
        return new DeviceFrame.Device(
                device.id(),
                device.key(),
                io.sampan.model.DeviceLabel.NONE,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                false);
    }
}
