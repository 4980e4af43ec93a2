package io.sampan.core.sharing;

import io.sampan.core.storage.MediaRepository;
import io.sampan.core.storage.ShareLink;
import io.sampan.core.storage.ShareLink.Target;
import io.sampan.core.storage.ShareLinkRepository;
import io.sampan.model.InvalidValueException;
import io.sampan.model.LinkId;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Makes, finds and ends share and drop links. Thread-safe; blocks on the ledger.
public final class ShareLinks {

    /// How long a link is good at most.
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final Duration TICKET = Duration.ofDays(1);
    private static final int MOST_LINKS = 1_000;
    private static final int LONGEST_TEXT = 200;
    private static final int CODE_BYTES = 16;
    private static final int TRIES = 5;
    private static final Duration TRIES_WITHIN = Duration.ofMinutes(1);
    private static final Refusal WRONG_PASSWORD =
            Refusal.of(RefusalCode.WRONG_PROOF, "the password is wrong");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ShareLinkRepository links;
    private final MediaRepository media;
    private final InstantSource clock;
    private final Map<LinkId, Tries> tries = new ConcurrentHashMap<>();

    /// The links of this ledger.
    public ShareLinks(ShareLinkRepository links, MediaRepository media, InstantSource clock) {
        this.links = links;
        this.media = media;
        this.clock = clock;
    }

    /// Passwords that were tried of late, none of which was right.
    private record Tries(Instant since, int made) {}

    /// A new link.
    ///
    /// @param code 32 hexadecimal digits; a secret that is kept nowhere
    public record Made(ShareLink link, String code) {}

    /// How a link is to be.
    ///
    /// @param mostUses how often it may be used
    /// @param password what a stranger has to know besides the link
    public record Terms(Duration goodFor, OptionalLong mostUses, Optional<String> password) {

        /// @throws InvalidValueException if it is never good, or for longer than [#LONGEST]
        public Terms {
            if (!goodFor.isPositive() || goodFor.compareTo(LONGEST) > 0) {
                throw new InvalidValueException("a link is good for 1 s to 366 days");
            }
            if (mostUses.isPresent() && mostUses.getAsLong() < 1) {
                throw new InvalidValueException("a link can be used once at least");
            }
            if (password.filter(word -> word.isEmpty() || word.length() > LONGEST_TEXT)
                    .isPresent()) {
                throw new InvalidValueException("a password has 1 to " + LONGEST_TEXT + " letters");
            }
        }

        @Override
        public String toString() {
            return "Terms[" + goodFor + ", " + mostUses + ", password=[redacted]]";
        }
    }

    /// A link to a file that `owner` may read. Refused: `NOT_FOUND`, `QUOTA` (too many links).
    public Outcome<Made> share(UserName owner, MediaId file, Terms terms) {
        return media.find(file).isPresent() && media.mayRead(file, owner)
                ? make(owner, new Target.File(file), terms)
                : Outcome.refused(RefusalCode.NOT_FOUND);
    }

    /// A link with which strangers send files to `owner`. Refused: `QUOTA` (too many links).
    ///
    /// @param label what it is for, as strangers see it
    /// @throws InvalidValueException if the label is too long, no bytes may come, or there is a
    ///   password, which only files have
    public Outcome<Made> drop(UserName owner, String label, long mostBytes, Terms terms) {
        if (label.length() > LONGEST_TEXT || mostBytes < 1 || terms.password().isPresent()) {
            throw new InvalidValueException(
                    "a drop link has a label of at most "
                            + LONGEST_TEXT
                            + " letters, takes bytes, and has no password");
        }
        return make(owner, new Target.Drop(label, 0, mostBytes), terms);
    }

    private Outcome<Made> make(UserName owner, Target target, Terms terms) {
        if (links.of(owner).size() >= MOST_LINKS) {
            return Outcome.refused(
                    RefusalCode.QUOTA, "there are " + MOST_LINKS + " links; end some first");
        }
        var random = new byte[CODE_BYTES];
        RANDOM.nextBytes(random);
        var code = HexFormat.of().formatHex(random);
        var password = terms.password().map(LinkPassword::of);
        var now = clock.instant();
        var link =
                new ShareLink(
                        LinkId.random(),
                        digest(code),
                        owner,
                        target,
                        now,
                        now.plus(terms.goodFor()),
                        password.map(LinkPassword::salt),
                        password.map(LinkPassword::hash),
                        LinkPassword.randomDigest(),
                        0,
                        terms.mostUses());
        links.add(link);
        return Outcome.done(new Made(link, code));
    }

    private static Sha256 digest(String code) {
        return Sha256.digest(code.getBytes(StandardCharsets.UTF_8));
    }

    /// Somebody's links that have not expired, newest first.
    public List<ShareLink> of(UserName owner) {
        var now = clock.instant();
        return links.of(owner).stream().filter(link -> now.isBefore(link.expires())).toList();
    }

    /// Ends a link: its code and its tickets open nothing any more. Refused: `NOT_FOUND`.
    public Outcome<LinkId> end(UserName owner, LinkId id) {
        return links.remove(owner, id)
                ? Outcome.done(id)
                : Outcome.refused(RefusalCode.NOT_FOUND, "there is no such link");
    }

    /// The link with that code, also if it was used up; empty where there is none, or not any more.
    public Optional<ShareLink> find(String code) {
        return links.find(digest(code)).filter(link -> clock.instant().isBefore(link.expires()));
    }

    /// Whether it gives out tickets still.
    public boolean isGood(ShareLink link) {
        return link.isGood(clock.instant());
    }

    /// A ticket, which is one use. Refused: `WRONG_PROOF` (the password), `RATE_LIMITED` (too many
    /// wrong ones), `NOT_FOUND` (it is used up).
    public Outcome<String> ticket(ShareLink link, Optional<String> password) {
        return checkPassword(link, password)
                .<Outcome<String>>map(Outcome::refused)
                .orElseGet(() ->
                        links.use(link.id(), 0)
                                ? Outcome.done(ticketOf(link))
                                : Outcome.refused(RefusalCode.NOT_FOUND));
    }

    private String ticketOf(ShareLink link) {
        var day = clock.instant().plus(TICKET);
        return Tickets.issue(link, day.isBefore(link.expires()) ? day : link.expires());
    }

    /// Whether a ticket is one of this link's, and not over.
    public boolean isGood(ShareLink link, String ticket) {
        return Tickets.isGood(link, ticket, clock.instant());
    }

    /// Lets one more file come over a drop link. Refused: `TOO_LARGE` (for what is left of it).
    public Outcome<ShareLink> begin(ShareLink link, long bytes) {
        return links.use(link.id(), bytes)
                ? Outcome.done(link)
                : Outcome.refused(
                        RefusalCode.TOO_LARGE, "this link takes no more files of that size");
    }

    private Optional<Refusal> checkPassword(ShareLink link, Optional<String> password) {
        if (link.password().isEmpty()) {
            return Optional.empty();
        }
        if (password.isEmpty()) {
            return Optional.of(WRONG_PASSWORD);
        }
        // Counted before it is looked at: many at once are many.
        var now = clock.instant();
        var late =
                tries.merge(
                        link.id(),
                        new Tries(now, 1),
                        (before, first) ->
                                now.isAfter(before.since().plus(TRIES_WITHIN))
                                        ? first
                                        : new Tries(before.since(), before.made() + 1));
        if (late.made() > TRIES) {
            return Optional.of(
                    Refusal.of(RefusalCode.RATE_LIMITED, "too many wrong passwords")
                            .retryAfter(TRIES_WITHIN));
        }
        if (!LinkPassword.matches(link, password.get())) {
            return Optional.of(WRONG_PASSWORD);
        }
        tries.remove(link.id());
        return Optional.empty();
    }

    /// Forgets what is over. To be run about once an hour.
    public void sweep() {
        var now = clock.instant();
        links.removeExpired(now);
        tries.values().removeIf(late -> now.isAfter(late.since().plus(TRIES_WITHIN)));
    }
}
