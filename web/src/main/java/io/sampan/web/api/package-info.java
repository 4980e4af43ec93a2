/// JSON over HTTP under `/api`, as `docs/web-api.md` says: what is not a file.
///
/// [ApiResource] knows the paths and asks the core; it keeps nothing.
@NullMarked
package io.sampan.web.api;

import org.jspecify.annotations.NullMarked;
