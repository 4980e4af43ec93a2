package io.sampan.systemtests.chaos;

import java.util.List;

/// A message that somebody wanted to send.
///
/// @param text no other message of the run has it
record Written(String text, String from, List<String> to) {}
