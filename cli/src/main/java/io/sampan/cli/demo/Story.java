package io.sampan.cli.demo;

import io.sampan.cli.CommandException;
import io.sampan.cli.serve.Invitation;
import io.sampan.cli.terminal.Progress;
import io.sampan.client.identity.InviteLink;
import io.sampan.client.people.Draft;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Media;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// What the demo tells, act by act.
///
/// ```
///   alice ──film, line──▶ server ──▶ carol, who is online
///            ✗ edge A       ✗ killed, started again, twice
///            ✗ hub B        └──────▶ bob, who comes online at last
///   alice ◀──receipts────── carol, bob
/// ```
final class Story {

    private static final String LINE = "for the two of you";
    private static final int PLUGS_PULLED = 4;

    private final Path folder;
    private final Cluster cluster;
    private final Cluster.Nodes nodes;
    private final Account account;
    private final Progress progress;
    private final Saboteur saboteur;
    private final InstantSource clock;
    private Node server;

    /// @param folder where homes and files go
    /// @param nodes what runs of the cluster
    Story(
            Path folder,
            Cluster cluster,
            Cluster.Nodes nodes,
            Account account,
            Progress progress,
            Saboteur saboteur,
            InstantSource clock) {
        this.folder = folder;
        this.cluster = cluster;
        this.nodes = nodes;
        this.server = nodes.server();
        this.account = account;
        this.progress = progress;
        this.saboteur = saboteur;
        this.clock = clock;
    }

    /// Plays all of it.
    ///
    /// @param film what alice sends
    /// @throws CommandException if it cannot go on
    Ending play(Path film) {
        var alice = join("alice");
        var bob = join("bob");
        var carol = join("carol");
        account.tell("alice, bob and carol have joined, each with an invitation; bob is offline");
        try (var online = alice.comeOnline(progress);
                var friend = carol.comeOnline(progress)) {
            var sent = send(film, List.of(bob, carol), online);
            var ofCarol = receive(carol, friend, film);
            saboteur.kill(server, 100);
            restartServer();
            var ofBob = comesOnlineAndReceives(bob, film);
            online.awaitReceipts(Set.of(bob.name(), carol.name()));
            account.success("alice has the receipts of both");
            return new Ending(
                    sent,
                    ofBob,
                    ofCarol.equal() && ofBob.equal() && saboteur.kills().size() == PLUGS_PULLED,
                    saboteur.kills());
        }
    }

    private Person join(String name) {
        return Person.join(folder.resolve(name), name, invitation());
    }

    private InviteLink invitation() {
        return Invitation.to(cluster.serverHome(), nodes.edges(), Invitation.GOOD_FOR, clock);
    }

    private Ending.Sent send(Path film, List<Person> to, Presence alice) {
        var request = PutRequest.of(film);
        var names = to.stream().map(Person::name).toList();
        var enclosure = new Draft.Enclosure(request.id().toMediaId(), request.name().value(), "");
        var draft = new Draft(MessageId.random(), names, LINE, List.of(enclosure), clock.instant());
        var outbox = alice.session().people().outbox();
        outbox.write(draft);
        var begun = clock.instant();
        var transfer = alice.session().put(request);
        account.tell("alice sends it to bob and carol, with a line, through both edges");
        show(transfer, "alice sends");
        saboteur.killAt(nodes.edgeA(), 0.2, transfer);
        saboteur.killAt(nodes.hubB(), 0.5, transfer);
        saboteur.killAt(server, 0.8, transfer);
        restartServer();
        var media = media("alice's film", transfer);
        progress.rest();
        var posted = outbox.post(draft);
        if (posted instanceof Outcome.Refused<List<Standing>>(var refusal)) {
            throw CommandException.refused("alice's message", refusal);
        }
        account.success("the server has film and line, verified and synced to disk");
        return new Ending.Sent(media, since(begun), transfer.snapshot().bytesResent());
    }

    private void restartServer() {
        if (!server.isAlive()) {
            server = cluster.restart(server);
            account.tell("the server is started again");
        }
    }

    private Ending.Received comesOnlineAndReceives(Person person, Path film) {
        try (var presence = person.comeOnline(progress)) {
            account.tell(person.name() + " comes online");
            return receive(person, presence, film);
        }
    }

    /// Takes the message, fetches the film, and only then says that the message has arrived.
    private Ending.Received receive(Person person, Presence presence, Path film) {
        var begun = clock.instant();
        var entry = presence.nextMessage();
        var message = entry.message();
        var media = message.attachments().getFirst().media();
        var transfer =
                presence.session()
                        .get(GetRequest.into(new MediaRef.ById(media.id()), person.downloads()));
        show(transfer, person.name() + " gets");
        var file = file(person.name() + "'s film", transfer);
        progress.rest();
        presence.session().people().inbox().done(entry);
        var equal = message.text().equals(LINE) && presence.hasReadAll() && equal(film, file);
        if (equal) {
            account.success(
                    person.name() + " has both, once; the film equals alice's, byte for byte");
        } else {
            account.disaster("what " + person.name() + " has differs from what alice sent");
        }
        return new Ending.Received(since(begun), equal);
    }

    private void show(Transfer transfer, String label) {
        progress.show(List.of(new Progress.Shown(transfer.id(), label)), transfer::snapshot);
    }

    private static Media media(String what, Transfer transfer) {
        return done(what, transfer).media();
    }

    private static Path file(String what, Transfer transfer) {
        return done(what, transfer)
                .file()
                .orElseThrow(() -> CommandException.failed(what + " is in no file", ""));
    }

    private static TransferResult.Done done(String what, Transfer transfer) {
        return switch (transfer.await()) {
            case TransferResult.Done done -> done;
            case TransferResult.Refused(var refusal) ->
                    throw CommandException.refused(what, refusal);
            case TransferResult other ->
                    throw CommandException.failed(what + " came to " + other, "");
        };
    }

    private static boolean equal(Path one, Path other) {
        try {
            return Files.mismatch(one, other) == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, clock.instant());
    }
}
