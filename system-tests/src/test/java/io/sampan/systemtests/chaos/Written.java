package io.sampan.systemtests.chaos;

import java.util.List;

/// A message that somebody wanted to send.
///
/// @param text no other message of the run has it
/// @param at when that was, as the machine counts time
record Written(String text, String from, List<String> to, long at) {}
