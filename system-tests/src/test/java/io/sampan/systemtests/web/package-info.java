/// The web front door with real processes: unmodified clients (curl, wget, aria2c, tuspy) through
/// two tiers of relays that are killed meanwhile.
///
/// Start with [DownloadManagersTest].
package io.sampan.systemtests.web;
