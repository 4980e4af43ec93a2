/// The SDK: what a Java program, and the command line, uses to put files on a server and to get
/// them back, over networks that drop, through relays that are killed.
///
/// ```java
/// try (var sampan = Sampan.open(ClientConfig.of(home, new UserName("alice"), relays))) {
///     var put = sampan.put(PutRequest.of(Path.of("film.mp4")));
///     switch (put.await()) {
///         case TransferResult.Done(var media, var _) -> System.out.println(media.id());
///         case TransferResult.Refused(var refusal) -> System.err.println(refusal.reason());
///         ...
///     }
/// }
/// ```
///
/// Start with [Sampan]. Behind it, one package for each thing that has to be right:
///
/// - `task`: what callers see of a task: values and handles.
/// - `journal`: the tasks in SQLite, written before the first byte is sent; shared by all processes
///   of one home.
/// - `queue`: one process at a time (the *runner*) works on the tasks of a home, at most so many
///   files at once; the others follow, and take over when it ends or is killed.
/// - `lane`: connections through relays that are kept up for ever, spread over all of them;
///   requests that are sent again when they are not answered.
/// - `upload`, `download`: the conversations about one file.
///
/// Everything is sequential code on virtual threads; what blocks says so. What the server refuses
/// travels as a value ([io.sampan.model.Outcome], [io.sampan.client.task.TransferResult]);
/// exceptions are for faults of this machine.
@NullMarked
package io.sampan.client;

import org.jspecify.annotations.NullMarked;
