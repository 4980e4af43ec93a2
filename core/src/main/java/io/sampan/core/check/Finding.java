package io.sampan.core.check;

import io.sampan.model.Media;
import java.util.Optional;

/// One thing that a check found to be wrong.
///
/// @param subject what it is about: an id, or a place in the ledger
/// @param media what is known of the file, where anything is
/// @param detail what exactly is wrong
/// @param repaired whether it is right now
public record Finding(
        Kind kind, String subject, Optional<Media> media, String detail, boolean repaired) {

    /// What can be wrong, what is safe all the same, and what to do.
    public enum Kind {
        MISSING_BYTES(
                "a file is listed, and its bytes are not there",
                "Everything else is safe.",
                "Take it from a backup, or let its owner put it again; `sampan rm` takes it off the"
                        + " list."),
        DAMAGED_BYTES(
                "a file is not what was stored",
                "Its readers are told so, and get nothing false.",
                "Take it from a backup, or let its owner put it again."),
        FACTS(
                "the facts beside a file are missing, or no longer true",
                "The file and the ledger are safe.",
                "--repair writes them, and so does the next start of the server."),
        UNKNOWN_FILE(
                "a file lies in the store, and the ledger does not know it",
                "Its bytes are safe.",
                "--repair lists it again under its owner and name; one without facts, or of an owner"
                        + " whom the ledger does not know, is kept in blobs/unknown."),
        UNKNOWN_UPLOAD(
                "an unfinished upload lies in the store, and the ledger does not know it",
                "Its sender has the file.",
                "--repair keeps it in blobs/unknown; its sender sends it again."),
        LEDGER(
                "the ledger contradicts itself",
                "Files and texts are safe.",
                "--repair sets it right."),
        OLDER_LEDGER(
                "the ledger is older than the files beside it: a copy was put back",
                "The files are safe.",
                "Put the newest ledger.db back if you have it; otherwise --repair takes this one,"
                        + " lists what it does not know, and voids all open invitations."),
        OLDER_BLOBS(
                "the folder blobs is older than the ledger: a copy was put back",
                "What is there is safe.",
                "Put the newest folder back if you have it; otherwise start the server with"
                        + " --accept-older-blobs.");

        private final String meaning;
        private final String safe;
        private final String advice;

        Kind(String meaning, String safe, String advice) {
            this.meaning = meaning;
            this.safe = safe;
            this.advice = advice;
        }

        /// What is wrong, in words.
        public String meaning() {
            return meaning;
        }

        /// What is safe all the same.
        public String safe() {
            return safe;
        }

        /// What to do.
        public String advice() {
            return advice;
        }
    }
}
