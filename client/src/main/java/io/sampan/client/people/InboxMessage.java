package io.sampan.client.people;

import io.sampan.model.Message;

/// A message in the home's inbox.
///
/// @param number its place; counts up as messages arrive
public record InboxMessage(long number, Message message) {}
