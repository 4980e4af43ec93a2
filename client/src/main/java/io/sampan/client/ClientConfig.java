package io.sampan.client;

import io.sampan.client.identity.Identity;
import io.sampan.client.lane.Credentials;
import io.sampan.model.InvalidValueException;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Settings of a session. Immutable; checks itself.
///
/// @param home the folder where the journal lives; made if it is not there
/// @param credentials who one is, and what shows it
/// @param relays through which to go (or straight to which server), at least one
/// @param lanes connections at once for a big transfer
/// @param filesAtOnce how many files are carried at once; a batch of small ones counts as one
/// @param blockBytes the most that a lane carries at a time; whole leaves. Smaller files are cut
///   into smaller blocks, so that every lane has several
/// @param unansweredAfter how long nothing at all may be heard on a lane that owes an answer,
///   before the request is made again
/// @param resends how often it is made again before the lane is given up
/// @param patience how long nobody at all may answer before a request or a transfer is given up;
///   the transfer stays in the journal
public record ClientConfig(
        Path home,
        Credentials credentials,
        List<HostPort> relays,
        int lanes,
        int filesAtOnce,
        int blockBytes,
        Duration unansweredAfter,
        int resends,
        Duration patience) {

    private static final int LEAF = io.sampan.model.Leaf.SIZE;

    /// @throws InvalidValueException for values out of their range, with the range in the message
    public ClientConfig {
        relays = List.copyOf(relays);
        check(!relays.isEmpty(), "there is at least one relay or server to go to");
        check(lanes >= 1 && lanes <= 256, "lanes are 1 to 256");
        check(filesAtOnce >= 1 && filesAtOnce <= 1000, "files at once are 1 to 1000");
        check(blockBytes >= LEAF && blockBytes % LEAF == 0, "a block is one or more whole MiB");
        check(unansweredAfter.isPositive(), "unansweredAfter is longer than nothing");
        check(resends >= 0, "resends are 0 or more");
        check(patience.isPositive(), "patience is longer than nothing");
    }

    /// The defaults: 8 lanes, 5 files at once, blocks of 8 MiB, 5 s and three times, and a patience
    /// of 10 minutes.
    ///
    /// @param user who one says one is, which an open server believes
    public static ClientConfig of(Path home, UserName user, List<HostPort> relays) {
        return of(home, new Credentials.NameOnly(user), relays);
    }

    /// The same for whoever can prove it, over private lines, to the identity's server.
    public static ClientConfig of(Path home, Identity identity, List<HostPort> relays) {
        return of(home, new Credentials.Proved(identity, ""), relays);
    }

    /// The same with any credentials.
    public static ClientConfig of(Path home, Credentials credentials, List<HostPort> relays) {
        return new ClientConfig(
                home,
                credentials,
                relays,
                8,
                5,
                8 * LEAF,
                Duration.ofSeconds(5),
                3,
                Duration.ofMinutes(10));
    }

    /// Who one is.
    public UserName user() {
        return credentials.name();
    }

    /// The same with another number of lanes, 1 to 256.
    public ClientConfig withLanes(int number) {
        return new ClientConfig(
                home,
                credentials,
                relays,
                number,
                filesAtOnce,
                blockBytes,
                unansweredAfter,
                resends,
                patience);
    }

    /// The same with another number of files that are transferred at once, 1 to 1,000.
    public ClientConfig withFilesAtOnce(int number) {
        return new ClientConfig(
                home,
                credentials,
                relays,
                lanes,
                number,
                blockBytes,
                unansweredAfter,
                resends,
                patience);
    }

    /// The same with another size of a block: whole MiB.
    public ClientConfig withBlockBytes(int bytes) {
        return new ClientConfig(
                home,
                credentials,
                relays,
                lanes,
                filesAtOnce,
                bytes,
                unansweredAfter,
                resends,
                patience);
    }

    /// The same with another patience with answers, and number of resends over the same lane.
    public ClientConfig withUnanswered(Duration after, int newResends) {
        return new ClientConfig(
                home,
                credentials,
                relays,
                lanes,
                filesAtOnce,
                blockBytes,
                after,
                newResends,
                patience);
    }

    /// The same with another patience with a network where nobody answers.
    public ClientConfig withPatience(Duration newPatience) {
        return new ClientConfig(
                home,
                credentials,
                relays,
                lanes,
                filesAtOnce,
                blockBytes,
                unansweredAfter,
                resends,
                newPatience);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidValueException(rule);
        }
    }
}
