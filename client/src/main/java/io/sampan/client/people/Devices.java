package io.sampan.client.people;

import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.DeviceFrame;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MalformedFrameException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The devices of a person: to link one more, to see, rename and revoke them, and to compare
/// fingerprints. Thread-safe; methods block, and throw [io.sampan.client.NobodyAnswersException] if
/// nobody answers.
public final class Devices {

    private final UnaryOperator<Frame> ask;

    /// @param ask asks the server, on any lane, until there is an answer
    Devices(UnaryOperator<Frame> ask) {
        this.ask = ask;
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
        return switch (ask.apply(new DeviceFrame.LinkDevice(goodFor))) {
            case DeviceFrame.DeviceLink(var code, var expires) ->
                    Outcome.done(
                            new Code(new String(code.bytes(), StandardCharsets.US_ASCII), expires));
            case Refused(var refusal) -> Outcome.refused(refusal);
            case Frame other -> throw nonsense(other);
        };
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
        return switch (ask.apply(new DeviceFrame.ListDevices(person))) {
            case DeviceFrame.DeviceList(var devices) ->
                    Outcome.done(devices.stream().map(Devices::device).toList());
            case Refused(var refusal) -> Outcome.refused(refusal);
            case Frame other -> throw nonsense(other);
        };
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
        return done(device, new DeviceFrame.RenameDevice(device, label));
    }

    /// A device of one's own is not let in any more: its lanes end, its tokens open nothing.
    public Outcome<DeviceId> revoke(DeviceId device) {
        return done(device, new DeviceFrame.RevokeDevice(device));
    }

    private Outcome<DeviceId> done(DeviceId device, Frame request) {
        return switch (ask.apply(request)) {
            case Done() -> Outcome.done(device);
            case Refused(var refusal) -> Outcome.refused(refusal);
            case Frame other -> throw nonsense(other);
        };
    }

    private static MalformedFrameException nonsense(Frame other) {
        return new MalformedFrameException(
                "the server answers with " + other.getClass().getSimpleName());
    }
}
