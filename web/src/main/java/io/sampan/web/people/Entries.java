package io.sampan.web.people;

import io.sampan.core.messaging.Letter;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.ConversationId;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Refusal;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.web.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What messages look like in JSON, in both directions.
final class Entries {

    private Entries() {}

    static Map<String, Object> entry(Place place, Message message) {
        var told = new LinkedHashMap<String, Object>();
        told.put("place", place.toString());
        told.put("kind", "message");
        told.put("id", message.id().toString());
        told.put("sender", message.sender().value());
        told.put("to", names(message.to()));
        told.put("text", message.text());
        told.put("attachments", message.attachments().stream().map(Entries::attachment).toList());
        told.put("posted", message.posted().toString());
        return told;
    }

    /// A message that its reader sent.
    static Map<String, Object> entry(Place place, Message message, List<Standing> standings) {
        var told = entry(place, message);
        told.put("standings", standings(standings));
        return told;
    }

    static List<Map<String, Object>> standings(List<Standing> standings) {
        return standings.stream().map(Entries::standing).toList();
    }

    private static Map<String, Object> standing(Standing standing) {
        var told = new LinkedHashMap<String, Object>();
        told.put("recipient", standing.recipient().value());
        standing.delivered().ifPresent(when -> told.put("delivered", when.toString()));
        return told;
    }

    private static Map<String, Object> attachment(Attachment attachment) {
        var told = new LinkedHashMap<String, Object>();
        told.put("media", attachment.media().id().toString());
        told.put("name", attachment.media().name().value());
        told.put("size", attachment.media().size());
        told.put("type", attachment.media().type().value());
        told.put("about", attachment.about());
        if (attachment.availability() != Availability.HERE) {
            told.put(
                    "gone",
                    attachment.availability() == Availability.EXPIRED ? "expired" : "taken back");
        }
        return told;
    }

    static Map<String, Object> refusal(Refusal refusal) {
        var told = new LinkedHashMap<String, Object>();
        told.put("code", refusal.code().name());
        told.put("reason", refusal.reason());
        refusal.retryAfter().ifPresent(after -> told.put("retryAfter", after.toSeconds()));
        return told;
    }

    static List<String> names(List<UserName> names) {
        return names.stream().map(UserName::value).toList();
    }

    /// A message to be posted.
    ///
    /// @throws io.sampan.model.InvalidValueException if it cannot be one
    static Letter letter(JsonNode said) {
        return new Letter(
                MessageId.parse(said.path("id").asString("")),
                Json.strings(said, "to").stream().map(UserName::new).toList(),
                said.path("text").asString(""),
                said.path("attachments").valueStream().map(Entries::enclosure).toList());
    }

    private static Letter.Enclosure enclosure(JsonNode said) {
        return new Letter.Enclosure(
                MediaId.parse(said.path("media").asString("")), said.path("about").asString(""));
    }

    /// The conversation of a person with these.
    static ConversationId conversation(UserName who, List<String> others) {
        var people = new TreeSet<UserName>();
        others.forEach(name -> people.add(new UserName(name)));
        people.add(who);
        return ConversationId.of(people);
    }

    /// Everybody in a message's conversation but one.
    static List<String> others(Message message, UserName who) {
        var people = new TreeSet<>(message.to());
        people.add(message.sender());
        if (people.size() > 1) {
            people.remove(who);
        }
        return names(List.copyOf(people));
    }
}
