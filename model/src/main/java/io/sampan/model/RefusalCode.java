package io.sampan.model;

import java.util.HashMap;
import java.util.Map;

/// The catalogue of everything that Sampan may refuse: a stable number for the wire and for
/// scripts, what it means, and what the caller can do. Numbers are never used again for something
/// else.
public enum RefusalCode {
    /// The peer speaks no version of the protocol that the server knows.
    VERSION(1, Remedy.GIVE_UP, "no version of the protocol in common"),
    /// A frame, a length or a value breaks a rule of the protocol; the connection is closed.
    MALFORMED(2, Remedy.GIVE_UP, "the request breaks a rule of the protocol"),
    /// Something was asked before login.
    NOT_LOGGED_IN(3, Remedy.LOG_IN, "nothing but a login is possible before login"),
    /// The proof of identity is wrong, or the session token is unknown.
    WRONG_PROOF(4, Remedy.LOG_IN, "the proof of identity is wrong"),
    /// The name belongs to another key.
    NAME_TAKEN(5, Remedy.GIVE_UP, "the name belongs to somebody else"),
    /// The invitation's code is unknown, used or expired.
    BAD_INVITE(6, Remedy.GIVE_UP, "the invitation is not valid, was used, or has expired"),
    /// As many people are online as the server's setting allows.
    TOO_MANY_ONLINE(7, Remedy.WAIT, "too many people are online"),
    /// The server is stopping, or too busy to answer.
    UNAVAILABLE(8, Remedy.WAIT, "the server cannot do this now"),
    /// A disk or a database of the server failed; the detail is in the server's log.
    INTERNAL(9, Remedy.WAIT, "the server failed; its log says how"),
    /// Whoever asks may not do this.
    NOT_ALLOWED(10, Remedy.GIVE_UP, "not allowed"),
    /// No such upload or media, or none that whoever asks may know of.
    NOT_FOUND(11, Remedy.GIVE_UP, "not found"),
    /// The same person attends from somewhere else now.
    TAKEN_OVER(12, Remedy.GIVE_UP, "the same identity came online somewhere else"),
    /// The device was revoked by its person or by the operator.
    DEVICE_REVOKED(13, Remedy.GIVE_UP, "this device was revoked"),
    /// The name looks like another one, or mixes scripts, or has invisible characters.
    CONFUSABLE_NAME(14, Remedy.GIVE_UP, "the name can be confused with another"),
    /// More requests in a short time than one person may make.
    RATE_LIMITED(15, Remedy.WAIT, "too much in a short time"),
    /// More than one person may keep, or than a recipient's inbox holds.
    QUOTA(16, Remedy.WAIT, "the quota is used up"),

    /// A file's name is not a plain label.
    BAD_NAME(20, Remedy.GIVE_UP, "the name cannot be used"),
    /// The file is larger than the server's setting allows.
    TOO_LARGE(21, Remedy.GIVE_UP, "the file is too large for this server"),
    /// The server has no room for the whole file.
    NO_SPACE(22, Remedy.WAIT, "the server has no space for this file"),
    /// All slots are taken.
    NO_SLOT(23, Remedy.WAIT, "all upload slots are taken"),
    /// The id is in use for another file (another owner, name or size).
    ID_CONFLICT(24, Remedy.GIVE_UP, "the id is in use for another file"),
    /// The bytes of a leaf do not match its digest; the ranges say which to send again.
    BAD_LEAF(25, Remedy.SEND_RANGES, "bytes were damaged on the way"),
    /// Another lane is writing the same leaf, or took it over; ask what is held, and send what is
    /// not.
    LEAF_BUSY(26, Remedy.SEND_RANGES, "another lane is sending the same bytes"),
    /// Not all leaves are there; the ranges say which are missing.
    INCOMPLETE(27, Remedy.SEND_RANGES, "bytes are missing"),
    /// The leaves do not make up the tree digest that was announced; the ranges say which to check.
    DIGEST_MISMATCH(28, Remedy.SEND_RANGES, "the digest of the whole file does not match"),
    /// The upload is paused; offer it again to continue it.
    PAUSED(29, Remedy.OFFER_AGAIN, "the upload is paused"),
    /// The upload was cancelled.
    CANCELLED(30, Remedy.GIVE_UP, "the upload was cancelled"),
    /// The upload holds no slot (it was silent for too long); offer it again.
    SLOT_LOST(31, Remedy.OFFER_AGAIN, "the upload has lost its slot"),
    /// A range lies beyond the end of the file.
    OUT_OF_RANGE(32, Remedy.GIVE_UP, "the range lies beyond the end of the file"),
    /// What the server stored is damaged or missing, and its owner has to send it again. Its
    /// operator finds the details in the server's log.
    DAMAGED(33, Remedy.GIVE_UP, "the file is damaged on the server"),

    /// A recipient is not known to the server; the detail names it.
    UNKNOWN_RECIPIENT(40, Remedy.GIVE_UP, "nobody of that name is known"),
    /// More recipients than the server's setting allows.
    TOO_MANY_RECIPIENTS(41, Remedy.GIVE_UP, "too many recipients"),
    /// The text or its attachments are more than a message may have.
    MESSAGE_TOO_LARGE(42, Remedy.GIVE_UP, "the message is too large");

    /// What the caller can do about a refusal.
    public enum Remedy {
        /// The same request will be refused again.
        GIVE_UP,
        /// Try again, not before the refusal's `retryAfter`.
        WAIT,
        /// Log in anew.
        LOG_IN,
        /// Offer the upload again, then go on.
        OFFER_AGAIN,
        /// Send the refusal's ranges again.
        SEND_RANGES
    }

    private static final Map<Integer, RefusalCode> BY_NUMBER = new HashMap<>();

    static {
        for (var code : values()) {
            BY_NUMBER.put(code.number, code);
        }
    }

    private final int number;
    private final Remedy remedy;
    private final String meaning;

    RefusalCode(int number, Remedy remedy, String meaning) {
        this.number = number;
        this.remedy = remedy;
        this.meaning = meaning;
    }

    /// The number on the wire and in `--json`.
    public int number() {
        return number;
    }

    /// What the one who asked can do about it.
    public Remedy remedy() {
        return remedy;
    }

    /// A phrase that is safe to show to anybody.
    public String meaning() {
        return meaning;
    }

    /// The code with this number; one that a newer server may have added is told as [#INTERNAL].
    public static RefusalCode ofNumber(int number) {
        return BY_NUMBER.getOrDefault(number, INTERNAL);
    }
}
