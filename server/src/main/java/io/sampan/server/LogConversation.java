package io.sampan.server;

import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.messaging.Conversations;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.storage.ConversationRepository.Said;
import io.sampan.core.storage.ConversationRepository.Summary;
import io.sampan.core.transfer.MediaDesk;
import io.sampan.model.Media;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.LogFrame;
import io.sampan.wire.frame.LogFrame.BlockPerson;
import io.sampan.wire.frame.LogFrame.Conversation;
import io.sampan.wire.frame.LogFrame.ConversationList;
import io.sampan.wire.frame.LogFrame.GroupList;
import io.sampan.wire.frame.LogFrame.HistoryEntry;
import io.sampan.wire.frame.LogFrame.HistoryPage;
import io.sampan.wire.frame.LogFrame.ListBlocked;
import io.sampan.wire.frame.LogFrame.ListConversations;
import io.sampan.wire.frame.LogFrame.ListGroups;
import io.sampan.wire.frame.LogFrame.ListPeople;
import io.sampan.wire.frame.LogFrame.MarkRead;
import io.sampan.wire.frame.LogFrame.MessageEvent;
import io.sampan.wire.frame.LogFrame.PeopleList;
import io.sampan.wire.frame.LogFrame.ReadHistory;
import io.sampan.wire.frame.LogFrame.RecallMessage;
import io.sampan.wire.frame.LogFrame.SaveGroup;
import io.sampan.wire.link.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What a person asks of their log over one lane: history, conversations, groups. Called by the
/// conversation's own thread; every request is worked on aside.
final class LogConversation {

    private static final long PAGE_BYTES = 2 << 20;
    private static final int ATTACHMENT_BYTES = 2 << 10;
    private static final int NAME_BYTES = 300;

    private final Member member;
    private final Conversations conversations;
    private final PostOffice postOffice;
    private final MediaDesk media;
    private final Registry registry;
    private final Answers answers;

    LogConversation(Member member, Desks desks, Answers answers) {
        this.member = member;
        this.conversations = desks.conversations();
        this.postOffice = desks.postOffice();
        this.media = desks.transfers().media();
        this.registry = desks.registry();
        this.answers = answers;
    }

    void on(LogFrame request, Incoming incoming) {
        var exchange = incoming.exchange();
        var who = member.name();
        switch (request) {
            case ReadHistory(var conversation, var before, var limit) ->
                    answers.aside(
                            exchange,
                            () ->
                                    Outcome.done(
                                            conversations.history(
                                                    who, conversation, before, limit)),
                            LogConversation::page);
            case ListConversations() ->
                    answers.aside(
                            exchange,
                            () ->
                                    Outcome.done(
                                            conversations.all(who).stream()
                                                    .map(this::conversation)
                                                    .toList()),
                            ConversationList::new);
            case MarkRead(var conversation, var through, var tell) ->
                    answers.aside(
                            exchange,
                            () -> conversations.markRead(member, conversation, through, tell),
                            _ -> new Done());
            case RecallMessage(var id) ->
                    answers.aside(exchange, () -> recall(id), _ -> new Done());
            case SaveGroup(var group) ->
                    answers.aside(
                            exchange, () -> conversations.save(member, group), _ -> new Done());
            case ListGroups() ->
                    answers.aside(
                            exchange,
                            () -> Outcome.done(conversations.groups(who)),
                            GroupList::new);
            case BlockPerson(var name, var blocked) ->
                    answers.aside(
                            exchange,
                            () -> {
                                conversations.block(who, name, blocked);
                                return Outcome.done(name);
                            },
                            _ -> new Done());
            case ListBlocked() ->
                    answers.aside(
                            exchange,
                            () -> Outcome.done(sorted(conversations.blockedBy(who))),
                            PeopleList::new);
            case ListPeople() ->
                    answers.aside(
                            exchange, () -> Outcome.done(registry.everybody()), PeopleList::new);
            case MessageEvent answer -> throw outOfPlace(incoming);
            case ConversationList answer -> throw outOfPlace(incoming);
            case HistoryPage answer -> throw outOfPlace(incoming);
            case GroupList answer -> throw outOfPlace(incoming);
            case PeopleList answer -> throw outOfPlace(incoming);
        }
    }

    private static RuntimeException outOfPlace(Incoming incoming) {
        return io.sampan.server.Conversation.outOfPlace(incoming);
    }

    private static List<UserName> sorted(java.util.Set<UserName> names) {
        return names.stream().sorted().toList();
    }

    /// Files whose last message it was go with it.
    private Outcome<MessageId> recall(MessageId id) {
        return switch (postOffice.recall(member, id)) {
            case Outcome.Done<List<Media>>(var unused) -> {
                unused.forEach(one -> remove(one));
                yield Outcome.done(id);
            }
            case Outcome.Refused<List<Media>>(var refusal) -> Outcome.refused(refusal);
        };
    }

    private void remove(Media unused) {
        // Another lane may have removed it: then it is gone, which is what was wanted.
        var _ = media.remove(member.name(), unused.id());
    }

    /// The newest of them, as far as they fit into a header that a client takes.
    private static HistoryPage page(Conversations.Page page) {
        var entries = new ArrayDeque<HistoryEntry>();
        var bytes = 0L;
        for (var said : page.said().reversed()) {
            bytes += most(said.message());
            if (bytes > PAGE_BYTES && !entries.isEmpty()) {
                return new HistoryPage(List.copyOf(entries), true);
            }
            entries.addFirst(entry(said));
        }
        return new HistoryPage(List.copyOf(entries), page.more());
    }

    /// At least as much as it takes on the wire.
    private static long most(Message message) {
        return message.text().getBytes(StandardCharsets.UTF_8).length
                + (long) ATTACHMENT_BYTES * message.attachments().size()
                + (long) NAME_BYTES * (2 + 2L * message.to().size());
    }

    private static HistoryEntry entry(Said said) {
        return new HistoryEntry(said.message(), said.place(), said.standings());
    }

    private Conversation conversation(Summary summary) {
        var newest = summary.newest();
        return new Conversation(
                summary.id(),
                others(newest.message()),
                newest.message().group().map(Message.GroupName::name).orElse(""),
                summary.unread(),
                newest.place(),
                newest.message().posted());
    }

    private List<UserName> others(Message message) {
        var all = new ArrayList<UserName>();
        all.add(message.sender());
        message.to().stream().filter(name -> !all.contains(name)).forEach(all::add);
        if (all.size() > 1) {
            all.remove(member.name());
        }
        return all;
    }
}
