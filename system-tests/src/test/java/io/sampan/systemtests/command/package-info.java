/// Tests of the command line as a program among others: pipes, redirections, closed streams,
/// locales, terminals. What is said to a person and what a script gets is checked here; what
/// commands do to files and messages is checked in the other packages.
@NullMarked
package io.sampan.systemtests.command;

import org.jspecify.annotations.NullMarked;
