package io.sampan.client.people;

import io.sampan.model.Message;
import io.sampan.model.Place;
import java.util.Optional;

/// A message in the home's inbox.
///
/// @param number its place there; counts up as messages arrive
/// @param place in the person's log; empty for one that arrived before the home kept it
public record InboxMessage(long number, Message message, Optional<Place> place) {}
