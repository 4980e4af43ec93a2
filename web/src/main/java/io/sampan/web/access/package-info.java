/// Who asks, and whether a browser was made to ask by a foreign page.
///
/// A program shows `Authorization: Bearer TOKEN`, a browser a cookie that scripts cannot read. A
/// page elsewhere can make a browser send that cookie, or reach a server on loopback under a name
/// of its own; so the name that was asked for ([HostCheck]) and the page that asks ([OriginCheck])
/// are checked before anything else.
///
/// Tokens, cookies and queries are secrets: nothing here is logged.
@NullMarked
package io.sampan.web.access;

import org.jspecify.annotations.NullMarked;
