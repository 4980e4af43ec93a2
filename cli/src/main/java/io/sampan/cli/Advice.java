package io.sampan.cli;

import io.sampan.disk.DamagedFileException;
import io.sampan.model.Refusal;

/// What somebody can do about a refusal, in words.
public final class Advice {

    private Advice() {}

    /// One sentence; empty where the reason says all.
    public static String on(Refusal refusal) {
        return switch (refusal.code()) {
            case NOT_FOUND -> "`sampan ls` shows what you may read.";
            case NOT_ALLOWED -> "Only its owner can do that.";
            case NO_SPACE ->
                    "Nothing was left behind. Remove something with `sampan rm`, ask who runs the"
                            + " server for space, or put it with `--wait`: it then goes as soon as"
                            + " there is room.";
            case NO_SLOT, UNAVAILABLE, TOO_MANY_ONLINE, RATE_LIMITED -> "Try again in a moment.";
            case TOO_LARGE -> "The limit is a setting of the server (max-file).";
            case BAD_NAME -> "Choose another one with `--name`.";
            case INTERNAL -> "Nothing that was acknowledged is lost. Try again later.";
            case DAMAGED ->
                    "Trying again does not help. Its owner can put it again; whoever runs the server"
                            + " finds the details in its log.";
            case VERSION -> "Update whichever of the two is older.";
            case ID_CONFLICT -> "Cancel the transfer, and put the file again.";
            case CONFUSABLE_NAME, NAME_TAKEN ->
                    "The invitation is still good. Choose another name with --as.";
            case BAD_INVITE ->
                    "Ask whoever runs the server for a new one (`sampan invite`), and be quick:"
                            + " each is good once.";
            case WRONG_PROOF -> "`sampan join LINK --as NAME` makes an identity.";
            case DEVICE_REVOKED ->
                    "Another device of yours, or whoever runs the server, has revoked it. Join"
                            + " again with a new link, in a new SAMPAN_HOME.";
            case QUOTA -> "Remove what you do not need, or ask whoever runs the server for more.";
            case TAKEN_OVER -> "Only one place at a time can be yours; the other one goes on.";
            case UNKNOWN_RECIPIENT -> "Nothing was sent. People are known once they have joined.";
            case TOO_MANY_RECIPIENTS, MESSAGE_TOO_LARGE -> "Nothing was sent.";
            default -> "";
        };
    }

    /// What is safe and what to do after a file of a home was found damaged.
    public static String afterDamage(DamagedFileException fault) {
        if (fault.aside().isEmpty()) {
            return "It was left as it is. If another version of Sampan wrote it, or one with another"
                    + " locale, use that; otherwise move it away, and give the command again.";
        }
        return switch (String.valueOf(fault.path().getFileName())) {
            case "journal.db" ->
                    "What was acknowledged is safe on the server. The list of transfers begins anew:"
                            + " give the command again, and start what was not done.";
            case "people.db" ->
                    "What was acknowledged is safe on the server. What was received is remembered"
                            + " anew: give the command again; a message may come a second time.";
            case "identity", "identity.joining" ->
                    "Put your copy of it back. Without one, ask for an invitation, and `sampan join`"
                            + " under another name.";
            default -> "Nothing was deleted.";
        };
    }
}
