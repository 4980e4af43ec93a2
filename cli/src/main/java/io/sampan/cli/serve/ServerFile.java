package io.sampan.cli.serve;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sampan.cli.setting.ByteSize;
import io.sampan.cli.setting.Rate;
import io.sampan.core.messaging.MessageLimits;
import io.sampan.core.storage.Posting;
import io.sampan.core.transfer.TransferLimits;
import io.sampan.server.packages.PackageLayout;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Subnet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A server's configuration file, as it is written: what is not there keeps its default.
///
/// ```toml
/// listen    = "127.0.0.1:7267"
/// relays    = ["127.0.0.1:7001", "127.0.0.1:7002"]
/// heartbeat = "30s"
/// online    = 10000
/// unknown-kept = "30d"
///
/// [package]
/// listen = "127.0.0.1:7268"
/// layout = "seed"
///
/// [messages]
/// recipients  = 16
/// attachments = 100
/// kept        = "30d"
/// files-kept  = "30d"
/// per-minute  = 600
///
/// [transfer]
/// slots     = 200
/// keep-free = "1 GiB"
/// scrub     = "1 MiB"
///
/// [web]
/// hosts       = ["chat.example"]
/// certificate = "/etc/sampan/fullchain.pem"
/// key         = "/etc/sampan/privkey.pem"
/// ```
public record ServerFile(
        @Nullable Path home,
        @Nullable HostPort listen,
        @Nullable List<HostPort> relays,
        @Nullable HostPort metrics,
        @Nullable Integer maxLanes,
        @Nullable Integer maxLanesPerAddress,
        @Nullable Integer maxLanesPerPerson,
        @Nullable Integer requestsPerSecond,
        @Nullable Integer opensPerSecond,
        @Nullable List<Subnet> trusted,
        @Nullable Duration loginTimeout,
        @Nullable Duration heartbeat,
        @Nullable Duration sendSilence,
        @Nullable Integer online,
        @Nullable Duration unknownKept,
        @JsonProperty("package") @Nullable PackageTable packages,
        @Nullable MessagesTable messages,
        @Nullable TransferTable transfer,
        @Nullable WebTable web) {

    /// A terabyte in twelve days, for three thousandths of a core.
    private static final long SCRUB = 1 << 20;

    /// What a server has without a file.
    static final ServerFile EMPTY =
            new ServerFile(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null);

    /// The table `[package]`.
    record PackageTable(@Nullable HostPort listen, @Nullable PackageLayout layout) {}

    /// The table `[messages]`.
    public record MessagesTable(
            @Nullable Integer recipients,
            @Nullable Integer attachments,
            @Nullable Duration offerAgainAfter,
            @Nullable Duration kept,
            @Nullable Duration filesKept,
            @Nullable Integer perMinute,
            @Nullable ByteSize bytesPerMinute,
            @Nullable Long inboxEntries,
            @Nullable ByteSize inboxBytes) {

        /// The limits, checked.
        ///
        /// @throws io.sampan.model.InvalidValueException with the rule that one of them breaks
        MessageLimits toLimits() {
            var normal = MessageLimits.DEFAULTS;
            return new MessageLimits(
                    or(recipients, normal.recipients()),
                    or(attachments, normal.attachments()),
                    or(offerAgainAfter, normal.offerAgainAfter()),
                    or(perMinute, normal.perMinute()),
                    bytesPerMinute == null ? normal.bytesPerMinute() : bytesPerMinute.bytes(),
                    new Posting.Limit(
                            or(inboxEntries, normal.inbox().entries()),
                            inboxBytes == null ? normal.inbox().bytes() : inboxBytes.bytes()));
        }
    }

    /// The table `[transfer]`.
    public record TransferTable(
            @Nullable Integer slots,
            @Nullable ByteSize maxFile,
            @Nullable ByteSize keepFree,
            @Nullable ByteSize quota,
            @Nullable ByteSize personQuota,
            @Nullable ByteSize maxBlock,
            @Nullable ByteSize maxSmall,
            @Nullable Duration slotSilence,
            @Nullable Duration idleAfter,
            @Nullable Duration abandonedAfter,
            @Nullable Duration cancelledKept,
            @Nullable ByteSize scrub,
            @Nullable Rate uploadPerPerson,
            @Nullable Rate downloadPerPerson) {

        BandwidthPlan toBandwidth() {
            return new BandwidthPlan(
                    uploadPerPerson == null ? 0 : uploadPerPerson.bytesPerSecond(),
                    downloadPerPerson == null ? 0 : downloadPerPerson.bytesPerSecond());
        }

        /// The limits, checked.
        ///
        /// @throws io.sampan.model.InvalidValueException with the rule that one of them breaks
        TransferLimits toLimits() {
            var normal = TransferLimits.DEFAULTS;
            return new TransferLimits(
                    or(slots, normal.slots()),
                    maxFile == null ? normal.maxFileBytes() : maxFile.bytes(),
                    keepFree == null ? normal.keepFreeBytes() : keepFree.bytes(),
                    bytes(quota),
                    bytes(personQuota),
                    maxBlock == null ? normal.maxBlockBytes() : maxBlock.toInt(),
                    maxSmall == null ? normal.maxSmallBytes() : maxSmall.toInt(),
                    or(slotSilence, normal.slotSilence()),
                    or(idleAfter, normal.idleAfter()),
                    or(abandonedAfter, normal.abandonedAfter()),
                    or(cancelledKept, normal.cancelledKept()));
        }

        private static OptionalLong bytes(@Nullable ByteSize size) {
            return size == null ? OptionalLong.empty() : OptionalLong.of(size.bytes());
        }
    }

    /// The table `[web]`.
    ///
    /// @param enabled whether HTTP is served at all
    /// @param hosts under which names it may be asked for, besides loopback and the certificate's
    /// @param certificate what browsers are shown, PEM; with `key`
    /// @param proxies reverse proxies that do the encryption
    /// @param openDrop whether anybody may upload; for tests, on loopback only
    public record WebTable(
            @Nullable Boolean enabled,
            @Nullable List<String> hosts,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable List<Subnet> proxies,
            @Nullable Boolean openDrop) {}

    /// How many are let in, and how fast.
    ///
    /// @throws io.sampan.model.InvalidValueException with the rule that one of them breaks
    public ConnectionLimits door(ConnectionLimits normal) {
        return new ConnectionLimits(
                or(maxLanes, normal.most()),
                maxLanesPerAddress == null
                        ? normal.perAddress()
                        : OptionalInt.of(maxLanesPerAddress),
                or(opensPerSecond, normal.opensPerSecond()),
                or(trusted, normal.trusted()));
    }

    /// What holds for transfers.
    ///
    /// @throws io.sampan.model.InvalidValueException with the rule that one of them breaks
    public TransferLimits limits() {
        return transfer == null ? TransferLimits.DEFAULTS : transfer.toLimits();
    }

    /// How many bytes of stored files are read and compared each second; 0 for none.
    long scrub() {
        return transfer == null || transfer.scrub() == null ? SCRUB : transfer.scrub().bytes();
    }

    /// How fast each person may send and fetch files.
    BandwidthPlan bandwidth() {
        return transfer == null ? BandwidthPlan.NONE : transfer.toBandwidth();
    }

    /// What holds for messages.
    ///
    /// @throws io.sampan.model.InvalidValueException with the rule that one of them breaks
    public MessageLimits messageLimits() {
        return messages == null ? MessageLimits.DEFAULTS : messages.toLimits();
    }

    /// The first of two that is there.
    static <T> T or(@Nullable T given, T normal) {
        return given == null ? normal : given;
    }
}
