/// Measurements of Sampan beside its peers, as real processes on this machine.
///
/// `./bench` starts [Main], which runs the rows of [io.sampan.bench.row.Rows] and prints a table.
/// What the numbers mean, and what they would mean wrongly, is decided in few places:
///
/// - `measure`: contenders take **turns** (A B C A B C …), the first round is thrown away, what is
///   compared are medians of one run; CPU time is read for each process apart. On a machine with
///   two cores, shared by both ends, CPU seconds per GB are the steadier figure.
/// - `process`: the processes that are measured, where they run (this machine, or one end of the
///   emulated long line), and that all of them are gone afterwards, with all their files.
/// - `peer`: haproxy, nginx, rsync, iperf3, curl and aria2 from the distribution's packages, each
///   set as its friends would set it.
/// - `sampan`: server, relays and client, as the launcher starts them.
/// - `driver`: the client process. A JVM's start is not throughput, so one long-lived client
///   carries many files and says how long each took.
/// - `row`: one class for each row of the table.
/// - `report`: the table and the JSON file that plots and documents are made from.
///
/// The files lie in memory (`/dev/shm`), have 256 MB and are removed at once: the first touch of
/// memory that a virtual machine's host has taken back costs more than any of these programs.
@NullMarked
package io.sampan.bench;

import org.jspecify.annotations.NullMarked;
