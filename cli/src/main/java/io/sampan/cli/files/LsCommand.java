package io.sampan.cli.files;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.Listing;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import io.sampan.wire.frame.MediaFrame.Arrival;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan ls`
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "List the files that you may read",
            "",
            "Newest first; then your own uploads that have not wholly arrived. `public`",
            "is what everybody on the server may read, `private` what only its owner may",
            "and whom it was sent to.",
            ""
        })
public final class LsCommand implements Callable<Integer> {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Option(
            names = {"-l", "--long"},
            description = "With the id of each.")
    private boolean withIds;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.openToRead()) {
            switch (session.list(true)) {
                case Outcome.Done<Listing>(var listing) -> tell(listing, voice);
                case Outcome.Refused<Listing>(var refusal) ->
                        throw CommandException.refused("ls", refusal);
            }
        }
        return ExitCode.DONE;
    }

    private void tell(Listing listing, CommandOutput voice) {
        listing.media().forEach(media -> voice.fact(fact(media)));
        listing.uploads().forEach(upload -> voice.fact(fact(upload)));
        if (listing.media().isEmpty() && listing.uploads().isEmpty()) {
            voice.note("There is nothing yet.");
        }
    }

    private Fact fact(Media media) {
        return Fact.of(
                row(
                        media.id().toString(),
                        Amounts.bytes(media.size()),
                        when(media.completed()),
                        media.shared(),
                        media.owner().value(),
                        media.name().value()),
                "kind",
                "media",
                "id",
                media.id().toString(),
                "name",
                media.name().value(),
                "size",
                media.size(),
                "owner",
                media.owner().value(),
                "type",
                media.type().value(),
                "shared",
                media.shared(),
                "completed",
                media.completed().toString(),
                "digest",
                media.digest().toString());
    }

    private Fact fact(Arrival upload) {
        var offer = upload.offer();
        var percent = offer.size() == 0 ? 0 : 100 * upload.held() / offer.size();
        return Fact.of(
                row(
                        offer.id().toString(),
                        Amounts.bytes(offer.size()),
                        when(upload.touched()),
                        offer.shared(),
                        (upload.paused() ? "paused " : "arriving ") + percent + "%",
                        offer.name().value()),
                "kind",
                "upload",
                "id",
                offer.id().toString(),
                "name",
                offer.name().value(),
                "size",
                offer.size(),
                "held",
                upload.held(),
                "shared",
                offer.shared(),
                "paused",
                upload.paused(),
                "touched",
                upload.touched().toString());
    }

    private String row(
            String id, String size, String when, boolean shared, String who, String name) {
        return (withIds ? id + "  " : "")
                + String.format(
                        Locale.ROOT,
                        "%9s  %s  %-7s  %-14s  ",
                        size,
                        when,
                        shared ? "public" : "private",
                        TerminalText.tail(who, 14))
                + TerminalText.text(name);
    }

    private static String when(Instant instant) {
        return WHEN.format(instant.atZone(ZoneId.systemDefault()));
    }
}
