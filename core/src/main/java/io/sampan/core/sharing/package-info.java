/// Links for people who have no login: a share link leads to one file, a drop link lets its holder
/// send files to its maker. Both expire, can be ended, and count how often they are used.
///
/// ```
///   code ──▶ link ──(password, one use)──▶ ticket ──▶ the file, in as many requests as it takes
/// ```
///
/// What is counted are tickets and not requests: a film makes dozens of range requests, and a
/// download that breaks and goes on is one use. A code is kept as its digest only, a password as
/// PBKDF2 of it; a ticket is kept nowhere, it is signed with a key of its link.
///
/// Start with [ShareLinks].
@NullMarked
package io.sampan.core.sharing;

import org.jspecify.annotations.NullMarked;
