package io.sampan.client.people;

import io.sampan.client.task.TransferResult;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.Refusal;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.util.Optional;

/// What came of a file that was sent with a message.
public sealed interface FileOutcome {

    /// It is on disk, verified.
    record Fetched(Path file) implements FileOutcome {}

    /// It will never come: waiting for it would hold up its message for ever.
    ///
    /// @param reason a sentence for people
    record Gone(String reason) implements FileOutcome {}

    /// It may come yet: what is in the way can be changed here, or somebody has to answer.
    record Pending(TransferResult result) implements FileOutcome {}

    /// Whether nothing more will happen to the file, so that its message need not wait for it.
    default boolean isFinal() {
        return !(this instanceof Pending);
    }

    /// What is known of a file that cannot be fetched, without asking for it; empty where it can.
    static Optional<FileOutcome> known(Attachment file) {
        return file.availability() == Availability.HERE
                ? Optional.empty()
                : Optional.of(new Gone(reason(file, file.availability())));
    }

    /// What a transfer of the file came to.
    static FileOutcome of(Attachment file, TransferResult result) {
        return switch (result) {
            case TransferResult.Done(var _, var path) when path.isPresent() ->
                    new Fetched(path.get());
            case TransferResult.Refused(var refusal) -> refused(file, refusal, result);
            case TransferResult.Cancelled() -> new Gone(name(file) + " was declined");
            case TransferResult.Done _,
                    TransferResult.Failed _,
                    TransferResult.Unanswered _,
                    TransferResult.Paused _,
                    TransferResult.Left _ ->
                    new Pending(result);
        };
    }

    private static FileOutcome refused(Attachment file, Refusal refusal, TransferResult result) {
        return switch (refusal.code()) {
            case NOT_FOUND, NOT_ALLOWED ->
                    new Gone(
                            name(file)
                                    + " is not there any more: "
                                    + owner(file)
                                    + " took it back, or it was kept long enough");
            case DAMAGED ->
                    new Gone(
                            name(file)
                                    + " is damaged on the server; "
                                    + owner(file)
                                    + " can send it again");
            default -> new Pending(result);
        };
    }

    private static String reason(Attachment file, Availability availability) {
        return switch (availability) {
            case REMOVED -> owner(file) + " took " + name(file) + " back";
            case EXPIRED, HERE ->
                    name(file) + " is not there any more: it was kept as long as files are";
        };
    }

    private static UserName owner(Attachment file) {
        return file.media().owner();
    }

    private static String name(Attachment file) {
        return file.media().name().value();
    }
}
