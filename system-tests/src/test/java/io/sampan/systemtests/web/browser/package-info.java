/// The page, used in Chromium as people use it: through relays, with command-line people on the
/// other side, while things are killed.
///
/// [Chromium] is the browser, [Window] one person's window in it, [PagePerson] what a person does
/// with the page. Where no Chromium is installed the tests are skipped, and say so.
@NullMarked
package io.sampan.systemtests.web.browser;

import org.jspecify.annotations.NullMarked;
