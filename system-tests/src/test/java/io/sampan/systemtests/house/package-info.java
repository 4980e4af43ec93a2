/// The rules of the house: which module may use which, and what is done nowhere. A new arrow
/// between modules begins here, and in `docs/architecture.md`.
@NullMarked
package io.sampan.systemtests.house;

import org.jspecify.annotations.NullMarked;
