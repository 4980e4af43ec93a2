/// Many things go wrong at once, for minutes, and nothing that was promised may break.
///
/// ```
///   Citizen ×5 ── sampan put, get, send, receive, pause, cancel … ──▶ relays ──▶ server
///      │                                                               ▲           ▲
///      │ what they were told                              Adversary ×4 ┴───────────╯
///      │                                                  kill -9, freeze, cut, flip, fill the disk,
///      ▼                                                  unplug a network
///   Testimony ──────▶ Checker: is it so?
/// ```
///
/// Every [ChaosClient] is a person with a home who runs one command after the other, each a process
/// of its own, and writes down what it was told in the [Expectations]: "stored", "sent",
/// "received". An [Adversary] strikes at random and heals again ([Trouble] says at what). Who lives
/// where is in [ChaosTopology]. When the time is over everything is healed, every task is resumed,
/// every inbox emptied; then the [Checker] compares what was told with what is.
///
/// All chances follow from one seed ([Chances]), each actor's from the seed and its name; when
/// exactly a blow meets a process is the machine's affair. What happened when is in the [Timeline].
///
/// ```
/// ./verify --chaos 20 --seed 7
/// ```
@NullMarked
package io.sampan.systemtests.chaos;

import org.jspecify.annotations.NullMarked;
