/// The peers, from the distribution's packages, each set up as its friends would: splicing in
/// haproxy, `sendfile` and bodies that are renamed into place in nginx, whole files in rsync,
/// sixteen connections in aria2.
@NullMarked
package io.sampan.bench.peer;

import org.jspecify.annotations.NullMarked;
