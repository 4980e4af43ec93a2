/// The page that people open in a browser. Its files come from the module `page`, as they were
/// bundled; [PageResource] serves them under a policy that lets them load nothing from elsewhere.
@NullMarked
package io.sampan.web.page;

import org.jspecify.annotations.NullMarked;
