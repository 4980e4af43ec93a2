package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.BOB;
import static io.sampan.core.transfer.Stage.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.UserName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every request × owner or other × every state: the rights of transfer as one table.
class RightsTest {

    enum State {
        NEVER_OFFERED,
        ARRIVING,
        PAUSED,
        CANCELLED,
        COMPLETE,
        SHARED,
        REMOVED
    }

    enum Request {
        OFFER,
        QUERY,
        BLOCK,
        PAUSE,
        CANCEL,
        FINISH,
        SMALL,
        UPLOADS,
        MEDIA,
        BY_NAME,
        LIST,
        READ,
        REMOVE
    }

    private final Stage stage = new Stage();
    private final TestFile file = TestFile.ofSize(5_000);

    /// The columns are the states, in order. `ok`: done; `-`: an empty list; `one`: a list of one;
    /// otherwise the code of the refusal.
    @ParameterizedTest(name = "{0} by the {1}")
    @CsvSource(
            textBlock =
                    """
                    OFFER,   owner, ok,          ok,          ok,          CANCELLED,   ok,          ok,          ok
                    OFFER,   other, ok,          ID_CONFLICT, ID_CONFLICT, ID_CONFLICT, ID_CONFLICT, ID_CONFLICT, ok
                    QUERY,   owner, NOT_FOUND,   ok,          ok,          CANCELLED,   ok,          ok,          NOT_FOUND
                    QUERY,   other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND
                    BLOCK,   owner, NOT_FOUND,   ok,          PAUSED,      CANCELLED,   ok,          ok,          NOT_FOUND
                    BLOCK,   other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND
                    PAUSE,   owner, NOT_FOUND,   ok,          ok,          CANCELLED,   NOT_ALLOWED, NOT_ALLOWED, NOT_FOUND
                    PAUSE,   other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND
                    CANCEL,  owner, NOT_FOUND,   ok,          ok,          ok,          NOT_ALLOWED, NOT_ALLOWED, NOT_FOUND
                    CANCEL,  other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND
                    FINISH,  owner, NOT_FOUND,   ok,          PAUSED,      CANCELLED,   ok,          ok,          NOT_FOUND
                    FINISH,  other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND
                    SMALL,   owner, ok,          ID_CONFLICT, ID_CONFLICT, CANCELLED,   ok,          ok,          ok
                    SMALL,   other, ok,          ID_CONFLICT, ID_CONFLICT, ID_CONFLICT, ID_CONFLICT, ID_CONFLICT, ok
                    UPLOADS, owner, -,           one,         one,         -,           -,           -,           -
                    UPLOADS, other, -,           -,           -,           -,           -,           -,           -
                    MEDIA,   owner, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   ok,          ok,          NOT_FOUND
                    MEDIA,   other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   ok,          NOT_FOUND
                    BY_NAME, owner, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   ok,          ok,          NOT_FOUND
                    BY_NAME, other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   ok,          NOT_FOUND
                    LIST,    owner, -,           -,           -,           -,           one,         one,         -
                    LIST,    other, -,           -,           -,           -,           -,           one,         -
                    READ,    owner, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   ok,          ok,          NOT_FOUND
                    READ,    other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   ok,          NOT_FOUND
                    REMOVE,  owner, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   ok,          ok,          NOT_FOUND
                    REMOVE,  other, NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_FOUND,   NOT_ALLOWED, NOT_FOUND
                    """)
    void eachCellOfTheTable(
            Request request,
            String person,
            String neverOffered,
            String arriving,
            String paused,
            String cancelled,
            String complete,
            String shared,
            String removed) {
        var who = person.equals("owner") ? ALICE : BOB;
        var expected =
                List.of(neverOffered, arriving, paused, cancelled, complete, shared, removed);
        var found =
                Arrays.stream(State.values())
                        .map(state -> new RightsTest().in(state).ask(request, who))
                        .toList();

        assertThat(found).isEqualTo(expected);
    }

    private RightsTest in(State state) {
        switch (state) {
            case NEVER_OFFERED -> {}
            case ARRIVING -> arrive();
            case PAUSED -> {
                arrive();
                done(stage.desk().pause(ALICE, file.id()));
            }
            case CANCELLED -> {
                arrive();
                done(stage.desk().cancel(ALICE, file.id()));
            }
            case COMPLETE -> stage.upload(file, false);
            case SHARED -> stage.upload(file, true);
            case REMOVED -> done(stage.transfers.media().remove(ALICE, stage.upload(file).id()));
        }
        return this;
    }

    private void arrive() {
        assertThat(stage.offer(file)).isEqualTo(RangeSet.EMPTY);
        done(stage.put(file, 0, file.size()));
    }

    private String ask(Request request, UserName who) {
        var desk = stage.desk();
        var media = stage.transfers.media();
        var id = file.id();
        return switch (request) {
            case OFFER -> told(desk.offer(who, file.offer(), stage.lane));
            case QUERY -> told(desk.query(who, id));
            case BLOCK ->
                    told(desk.block(who, id, file.whole(), file.digests(file.whole()), stage.lane));
            case PAUSE -> told(desk.pause(who, id));
            case CANCEL -> told(desk.cancel(who, id));
            case FINISH -> told(desk.finish(who, id, file.tree(), Optional.empty()));
            case SMALL ->
                    told(desk.small(who, file.offer(), file.tree(), file.bytes(file.whole())));
            case UPLOADS -> told(desk.uploads(who));
            case MEDIA -> told(media.media(who, id.toMediaId()));
            case BY_NAME -> told(media.byName(who, file.offer().name()));
            case LIST -> told(media.list(who, Optional.empty(), 10));
            case READ -> told(media.read(who, id.toMediaId()));
            case REMOVE -> told(media.remove(who, id.toMediaId()));
        };
    }

    private static String told(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> _ -> "ok";
            case Outcome.Refused<?>(var refusal) -> refusal.code().name();
        };
    }

    private static String told(List<?> list) {
        return list.isEmpty() ? "-" : "one";
    }
}
