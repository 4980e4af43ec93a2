package io.sampan.wire.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.Group;
import io.sampan.model.UserName;
import io.sampan.wire.frame.FrameCodec.Encoded;
import io.sampan.wire.frame.LogFrame.BlockPerson;
import io.sampan.wire.frame.LogFrame.Conversation;
import io.sampan.wire.frame.LogFrame.ConversationList;
import io.sampan.wire.frame.LogFrame.EventKind;
import io.sampan.wire.frame.LogFrame.GroupList;
import io.sampan.wire.frame.LogFrame.HistoryEntry;
import io.sampan.wire.frame.LogFrame.HistoryPage;
import io.sampan.wire.frame.LogFrame.ListBlocked;
import io.sampan.wire.frame.LogFrame.ListConversations;
import io.sampan.wire.frame.LogFrame.ListGroups;
import io.sampan.wire.frame.LogFrame.ListPeople;
import io.sampan.wire.frame.LogFrame.MarkRead;
import io.sampan.wire.frame.LogFrame.MessageEvent;
import io.sampan.wire.frame.LogFrame.MessageRef;
import io.sampan.wire.frame.LogFrame.PeopleList;
import io.sampan.wire.frame.LogFrame.ReadHistory;
import io.sampan.wire.frame.LogFrame.RecallMessage;
import io.sampan.wire.frame.LogFrame.SaveGroup;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Types 47 to 60.
final class LogCodec {

    private LogCodec() {}

    static Encoded encode(LogFrame frame) {
        return switch (frame) {
            case MessageEvent event -> new Encoded(47, event(event));
            case ListConversations() ->
                    new Encoded(48, io.sampan.wire.proto.ListConversations.getDefaultInstance());
            case ConversationList(var all) ->
                    new Encoded(
                            49,
                            io.sampan.wire.proto.ConversationList.newBuilder()
                                    .addAllConversations(
                                            all.stream().map(LogCodec::conversation).toList())
                                    .build());
            case ReadHistory read -> new Encoded(50, toProto(read));
            case HistoryPage(var entries, var more) ->
                    new Encoded(
                            51,
                            io.sampan.wire.proto.HistoryPage.newBuilder()
                                    .addAllEntries(entries.stream().map(LogCodec::entry).toList())
                                    .setMore(more)
                                    .build());
            case MarkRead mark -> new Encoded(52, toProto(mark));
            case RecallMessage(var id) ->
                    new Encoded(
                            53,
                            io.sampan.wire.proto.RecallMessage.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
            case SaveGroup(var group) ->
                    new Encoded(
                            54,
                            io.sampan.wire.proto.SaveGroup.newBuilder()
                                    .setGroup(group(group))
                                    .build());
            case ListGroups() ->
                    new Encoded(55, io.sampan.wire.proto.ListGroups.getDefaultInstance());
            case GroupList(var groups) ->
                    new Encoded(
                            56,
                            io.sampan.wire.proto.GroupList.newBuilder()
                                    .addAllGroups(groups.stream().map(LogCodec::group).toList())
                                    .build());
            case BlockPerson(var name, var blocked) ->
                    new Encoded(
                            57,
                            io.sampan.wire.proto.BlockPerson.newBuilder()
                                    .setName(name.value())
                                    .setBlocked(blocked)
                                    .build());
            case ListBlocked() ->
                    new Encoded(58, io.sampan.wire.proto.ListBlocked.getDefaultInstance());
            case PeopleList(var names) ->
                    new Encoded(
                            59,
                            io.sampan.wire.proto.PeopleList.newBuilder()
                                    .addAllNames(Fields.texts(names))
                                    .build());
            case ListPeople() ->
                    new Encoded(60, io.sampan.wire.proto.ListPeople.getDefaultInstance());
        };
    }

    static LogFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 47 -> event(io.sampan.wire.proto.MessageEvent.parseFrom(header));
            case 48 -> new ListConversations();
            case 49 ->
                    new ConversationList(
                            io.sampan.wire.proto.ConversationList.parseFrom(header)
                                    .getConversationsList()
                                    .stream()
                                    .map(LogCodec::conversation)
                                    .toList());
            case 50 -> readHistory(io.sampan.wire.proto.ReadHistory.parseFrom(header));
            case 51 -> {
                var page = io.sampan.wire.proto.HistoryPage.parseFrom(header);
                yield new HistoryPage(
                        page.getEntriesList().stream().map(LogCodec::entry).toList(),
                        page.getMore());
            }
            case 52 -> {
                var mark = io.sampan.wire.proto.MarkRead.parseFrom(header);
                yield new MarkRead(
                        Fields.conversationId(mark.getConversation()),
                        Fields.place(mark.getThrough()),
                        mark.getTell());
            }
            case 53 ->
                    new RecallMessage(
                            Fields.messageId(
                                    io.sampan.wire.proto.RecallMessage.parseFrom(header).getId()));
            case 54 ->
                    new SaveGroup(
                            group(io.sampan.wire.proto.SaveGroup.parseFrom(header).getGroup()));
            case 55 -> new ListGroups();
            case 56 ->
                    new GroupList(
                            io.sampan.wire.proto.GroupList.parseFrom(header)
                                    .getGroupsList()
                                    .stream()
                                    .map(LogCodec::group)
                                    .toList());
            case 57 -> {
                var block = io.sampan.wire.proto.BlockPerson.parseFrom(header);
                yield new BlockPerson(new UserName(block.getName()), block.getBlocked());
            }
            case 58 -> new ListBlocked();
            case 59 ->
                    new PeopleList(
                            Fields.names(
                                    io.sampan.wire.proto.PeopleList.parseFrom(header)
                                            .getNamesList()));
            case 60 -> new ListPeople();
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static io.sampan.wire.proto.ReadHistory toProto(ReadHistory read) {
        return io.sampan.wire.proto.ReadHistory.newBuilder()
                .setConversation(read.conversation().map(Fields::id).orElse(ByteString.EMPTY))
                .setBefore(read.before().map(Fields::id).orElse(ByteString.EMPTY))
                .setLimit(read.limit())
                .build();
    }

    private static ReadHistory readHistory(io.sampan.wire.proto.ReadHistory read) {
        return new ReadHistory(
                read.getConversation().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Fields.conversationId(read.getConversation())),
                read.getBefore().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Fields.place(read.getBefore())),
                read.getLimit());
    }

    private static io.sampan.wire.proto.MarkRead toProto(MarkRead mark) {
        return io.sampan.wire.proto.MarkRead.newBuilder()
                .setConversation(Fields.id(mark.conversation()))
                .setThrough(Fields.id(mark.through()))
                .setTell(mark.tell())
                .build();
    }

    private static io.sampan.wire.proto.MessageEvent event(MessageEvent event) {
        var builder =
                io.sampan.wire.proto.MessageEvent.newBuilder()
                        .setKind(event.kind().number())
                        .setPerson(event.person().value())
                        .setWhen(event.when().toEpochMilli())
                        .setPlace(Fields.id(event.place()));
        event.message()
                .ifPresent(message ->
                        builder.setId(Fields.id(message.id()))
                                .setSender(message.sender().value())
                                .setConversation(Fields.id(message.conversation())));
        return builder.build();
    }

    private static MessageEvent event(io.sampan.wire.proto.MessageEvent event) {
        return new MessageEvent(
                EventKind.ofNumber(event.getKind()),
                event.getId().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new MessageRef(
                                        new UserName(event.getSender()),
                                        Fields.messageId(event.getId()),
                                        Fields.conversationId(event.getConversation()))),
                new UserName(event.getPerson()),
                Fields.instant(event.getWhen()),
                Fields.place(event.getPlace()));
    }

    private static io.sampan.wire.proto.Conversation conversation(Conversation one) {
        return io.sampan.wire.proto.Conversation.newBuilder()
                .setId(Fields.id(one.id()))
                .addAllPeople(Fields.texts(one.people()))
                .setGroup(one.group())
                .setUnread(one.unread())
                .setLast(Fields.id(one.last()))
                .setLastPosted(one.lastPosted().toEpochMilli())
                .build();
    }

    private static Conversation conversation(io.sampan.wire.proto.Conversation one) {
        return new Conversation(
                Fields.conversationId(one.getId()),
                Fields.names(one.getPeopleList()),
                one.getGroup(),
                one.getUnread(),
                Fields.place(one.getLast()),
                Fields.instant(one.getLastPosted()));
    }

    private static io.sampan.wire.proto.HistoryEntry entry(HistoryEntry entry) {
        return io.sampan.wire.proto.HistoryEntry.newBuilder()
                .setMessage(PeopleCodec.deliver(entry.message(), entry.place()))
                .addAllStandings(entry.standings().stream().map(PeopleCodec::standing).toList())
                .build();
    }

    private static HistoryEntry entry(io.sampan.wire.proto.HistoryEntry entry) {
        var deliver = PeopleCodec.deliver(entry.getMessage());
        return new HistoryEntry(
                deliver.message(),
                deliver.place(),
                entry.getStandingsList().stream().map(PeopleCodec::standing).toList());
    }

    private static io.sampan.wire.proto.Group group(Group group) {
        return io.sampan.wire.proto.Group.newBuilder()
                .setId(Fields.id(group.id()))
                .setName(group.name())
                .addAllMembers(Fields.texts(group.members()))
                .build();
    }

    private static Group group(io.sampan.wire.proto.Group group) {
        return new Group(
                Fields.conversationId(group.getId()),
                group.getName(),
                Fields.names(group.getMembersList()));
    }
}
