/// The web front door: what a browser, curl or any HTTP program may ask of a server.
///
/// Every request passes [FrontDoor] in the same order, before any resource is looked at:
///
/// ```
/// Host known? ─421▶   Origin ours? ─403▶   which resource? ─404▶   who is it? ─401▶   resource
/// ```
///
/// - [io.sampan.web.access] tells who asks, and refuses what a foreign page makes a browser send;
/// - [io.sampan.web.media] hands out complete files, whole or in ranges;
/// - [io.sampan.web.tus] takes in uploads over the tus protocol.
///
/// Nothing is decided about files here: resources ask the core, as conversations of the native
/// protocol do, and turn its answers into statuses ([Refusals]). This module knows no socket and no
/// Netty, and no database.
///
/// Start with [FrontDoor], then [Resource].
@NullMarked
package io.sampan.web;

import org.jspecify.annotations.NullMarked;
