package io.sampan.cli.serve;

import io.sampan.cli.ExitCode;
import io.sampan.cli.terminal.Fact;
import io.sampan.core.identity.Invitations;
import io.sampan.core.storage.Invite;
import io.sampan.model.UserName;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `sampan invites`: for whoever runs the server, on its machine, whether it runs now or not.
@Command(
        name = "invites",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        subcommands = {InvitesCommand.ListInvites.class, InvitesCommand.Revoke.class},
        description = {
            "See and void the invitations that are still good",
            "",
            "Alone it lists them. The codes themselves are kept nowhere; each has an id here.",
            ""
        })
public final class InvitesCommand implements Callable<Integer> {

    private static final InstantSource CLOCK = InstantSource.system();

    @Mixin private OperatorOptions options = new OperatorOptions();

    @Override
    public Integer call() {
        return list(options);
    }

    private static int list(OperatorOptions options) {
        var output = options.output();
        var open = options.with(ledger -> new Invitations(ledger.people(), CLOCK).open());
        open.forEach(invite -> output.fact(fact("invitation", invite)));
        if (open.isEmpty()) {
            output.note("No invitation is good.");
        }
        return ExitCode.DONE;
    }

    private static Fact fact(String event, Invite invite) {
        var id = Invitations.id(invite);
        var kind = invite.kind().name().toLowerCase(Locale.ROOT);
        var person = invite.person().map(UserName::value).orElse("");
        return Fact.of(
                "%s  %s%s, good until %s"
                        .formatted(
                                id,
                                kind,
                                person.isEmpty() ? "" : " for " + person,
                                invite.expires()),
                "event",
                event,
                "id",
                id,
                "kind",
                kind,
                "name",
                person,
                "expires",
                invite.expires().toString());
    }

    /// `sampan invites list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the invitations that are still good")
    static final class ListInvites implements Callable<Integer> {

        @Mixin private OperatorOptions options = new OperatorOptions();

        @Override
        public Integer call() {
            return list(options);
        }
    }

    /// `sampan invites revoke`
    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Void an invitation")
    static final class Revoke implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "Which, as `sampan invites` says.")
        private String id = "";

        @Mixin private OperatorOptions options = new OperatorOptions();

        @Override
        public Integer call() {
            var invite =
                    OperatorOptions.done(
                            options.with(
                                    ledger -> new Invitations(ledger.people(), CLOCK).revoke(id)));
            options.audit("invitation-voided", Map.of("invitation", id, "by", "operator"));
            options.output().fact(fact("voided", invite));
            return ExitCode.DONE;
        }
    }
}
