package io.sampan.client.people;

import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.frame.DeviceFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The devices of a person: to link one more, to see, rename and revoke them, and to compare
/// fingerprints. Thread-safe; methods block, and throw [io.sampan.client.NobodyAnswersException] if
/// nobody answers.
public final class Devices {

    private final ServerRequests server;

    Devices(ServerRequests server) {
        this.server = server;
    }

    /// A one-time code with which one more device can join.
    ///
    /// @param code a secret
    /// @param expires when it is not good any more
    public record Code(String code, Instant expires) {

        @Override
        public String toString() {
            return "Code[redacted, " + expires + "]";
        }
    }

    /// Asks for a code.
    ///
    /// @param goodFor one minute to one hour
    public Outcome<Code> link(Duration goodFor) {
        return server.ask(
                new DeviceFrame.LinkDevice(goodFor),
                DeviceFrame.DeviceLink.class,
                link ->
                        new Code(
                                new String(link.code().bytes(), StandardCharsets.US_ASCII),
                                link.expires()));
    }

    /// One's own devices, the oldest first.
    public Outcome<List<Device>> list() {
        return list(Optional.empty());
    }

    /// The devices of somebody: ids and keys only, to compare fingerprints.
    public Outcome<List<Device>> of(UserName person) {
        return list(Optional.of(person));
    }

    private Outcome<List<Device>> list(Optional<UserName> person) {
        return server.ask(
                new DeviceFrame.ListDevices(person),
                DeviceFrame.DeviceList.class,
                list -> list.devices().stream().map(Devices::device).toList());
    }

    private static Device device(DeviceFrame.Device told) {
        return new Device(
                told.id(),
                told.key(),
                told.label(),
                told.added(),
                told.seen(),
                told.online(),
                told.asks());
    }

    /// Calls a device of one's own something else.
    public Outcome<DeviceId> rename(DeviceId device, DeviceLabel label) {
        return server.done(new DeviceFrame.RenameDevice(device, label), device);
    }

    /// A device of one's own is not let in any more: its lanes end, its tokens open nothing.
    public Outcome<DeviceId> revoke(DeviceId device) {
        return server.done(new DeviceFrame.RevokeDevice(device), device);
    }
}
