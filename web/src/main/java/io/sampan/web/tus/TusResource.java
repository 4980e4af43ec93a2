package io.sampan.web.tus;

import io.sampan.core.transfer.PieceChecksum;
import io.sampan.core.transfer.TransferLimits;
import io.sampan.core.transfer.Transfers;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.web.Refusals;
import io.sampan.web.Resource;
import io.sampan.web.WebRequest;
import io.sampan.web.tus.TusUploads.Progress;
import io.sampan.web.tus.UploadNotes.Note;
import io.sampan.web.tus.UploadNotes.Role;
import io.sampan.wire.http.HttpDate;
import io.sampan.wire.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// `/files` and `/files/<id>`: uploads over tus 1.0 with the extensions creation,
/// creation-with-upload, termination, checksum, concatenation and expiration.
///
/// ```
/// POST /files        ─▶ 201 Location · 400 · 409 · 413 · 507
/// HEAD /files/<id>   ─▶ 200 Upload-Offset · 404 · 410
/// PATCH /files/<id>  ─▶ 204 Upload-Offset · 403 · 409 · 411 · 413 · 415 · 423 · 460 · 503
/// DELETE /files/<id> ─▶ 204 · 404
/// ```
public final class TusResource implements Resource, AutoCloseable {

    /// Whose the uploads are that came without a login.
    public static final UserName NOBODY = new UserName("open-drop");

    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS =
            "creation,creation-with-upload,termination,checksum,concatenation,expiration";
    private static final String BODY_TYPE = "application/offset+octet-stream";
    private static final int MOST_PARTS = 1_000;

    private final TusUploads uploads;
    private final UploadNotes notes;
    private final Concatenation concatenation;
    private final TransferLimits limits;
    private final boolean openDrop;

    /// @param folder for what this protocol keeps; is made if it is not there
    /// @param openDrop whether anybody may upload, as [#NOBODY]
    public TusResource(Transfers transfers, TransferLimits limits, Path folder, boolean openDrop) {
        this.uploads = new TusUploads(transfers);
        this.notes = new UploadNotes(folder.resolve("uploads"));
        this.concatenation = new Concatenation(uploads);
        this.limits = limits;
        this.openDrop = openDrop;
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public boolean isOpen(WebRequest request) {
        return openDrop || request.method().equals("OPTIONS");
    }

    @Override
    public void handle(WebRequest request) {
        var who = request.caller().map(caller -> caller.name()).orElse(NOBODY);
        handle(request, TusEntry.ofPerson(who));
    }

    /// Answers a request that came another way than `/files`.
    ///
    /// @param entry whose the uploads are, and what is allowed to whoever asks
    public void handle(WebRequest request, TusEntry entry) {
        try {
            request.respond(answer(request, entry).withDefault("Tus-Resumable", VERSION));
        } catch (InvalidValueException e) {
            if (request.exchange().isAnswered()) {
                throw e;
            }
            request.respond(
                    HttpResponse.text(400, String.valueOf(e.getMessage()))
                            .with("Tus-Resumable", VERSION));
        }
    }

    private HttpResponse answer(WebRequest request, TusEntry entry) {
        var method =
                request.method().equals("POST")
                        ? request.fields().one("x-http-method-override").orElse("POST")
                        : request.method();
        if (method.equals("OPTIONS")) {
            return HttpResponse.of(204)
                    .with("Tus-Version", VERSION)
                    .with("Tus-Extension", EXTENSIONS)
                    .with("Tus-Max-Size", Long.toString(limits.maxFileBytes()))
                    .with("Tus-Checksum-Algorithm", Checksum.ALGORITHMS);
        }
        if (!request.fields().one("tus-resumable").equals(Optional.of(VERSION))) {
            return HttpResponse.text(412, "tus " + VERSION + " is spoken here")
                    .with("Tus-Version", VERSION);
        }
        if (request.path().isEmpty() || request.path().equals(List.of(""))) {
            return method.equals("POST") ? create(request, entry) : notHere("POST, OPTIONS");
        }
        if (request.path().size() > 1) {
            return HttpResponse.text(404, "not found");
        }
        return id(request.path().getFirst())
                .filter(id -> entry.link().isEmpty() || entry.link().equals(notes.read(id).link()))
                .map(id ->
                        switch (method) {
                            case "HEAD" -> head(entry, id);
                            case "PATCH" -> patch(request, entry, id);
                            case "DELETE" -> delete(entry.owner(), id);
                            default -> notHere("HEAD, PATCH, DELETE");
                        })
                .orElseGet(() -> HttpResponse.text(404, "not found"));
    }

    private static HttpResponse notHere(String allowed) {
        return HttpResponse.text(405, "this is not possible here").with("Allow", allowed);
    }

    private static Optional<UploadId> id(String text) {
        try {
            return Optional.of(UploadId.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    // ---- POST ----------------------------------------------------------------------------------

    private HttpResponse create(WebRequest request, TusEntry entry) {
        var who = entry.owner();
        var fields = request.fields();
        var metadata = UploadMetadata.parse(fields.one("upload-metadata").orElse(""));
        var concat = fields.one("upload-concat").map(String::strip).orElse("");
        if (!concat.isEmpty() && entry.link().isPresent()) {
            return HttpResponse.text(403, "files come in one piece here");
        }
        if (concat.startsWith("final;")) {
            return createFinal(who, metadata, concat.substring("final;".length()));
        }
        if (!concat.isEmpty() && !concat.equals("partial")) {
            throw new InvalidValueException("Upload-Concat is partial or final;…");
        }
        var length = number(fields.one("upload-length"));
        if (length.isEmpty()) {
            throw new InvalidValueException("Upload-Length says how long the file is");
        }
        var role = concat.isEmpty() ? new Role.Alone() : new Role.Partial();
        var offer = offer(metadata, length.getAsLong());
        if (entry.admission().apply(offer) instanceof Outcome.Refused<Offer>(var refusal)) {
            return Refusals.toResponse(refusal);
        }
        return switch (begin(who, offer, new Note(metadata.text(), role, entry.link()))) {
            case Outcome.Refused<UploadId>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<UploadId>(var id) -> {
                var created = created(entry, id);
                if (offer.size() == 0) {
                    entry.onComplete().accept(new TusEntry.Complete(offer, metadata.values()));
                }
                yield isBody(request) ? withUpload(request, entry, offer, created) : created;
            }
        };
    }

    private static Offer offer(UploadMetadata metadata, long size) {
        return new Offer(UploadId.random(), metadata.name(), size, metadata.type(), false);
    }

    /// The note is there before the upload: one without an upload is swept, the other way round
    /// something would be forgotten.
    private Outcome<UploadId> begin(UserName who, Offer offer, Note note) {
        notes.write(offer.id(), note);
        var outcome = uploads.create(who, offer);
        if (outcome instanceof Outcome.Refused) {
            notes.remove(offer.id());
        }
        return outcome;
    }

    private HttpResponse created(TusEntry entry, UploadId id) {
        return HttpResponse.of(201)
                .with("Location", entry.base() + "/" + id)
                .with("Upload-Expires", expires(Instant.now()));
    }

    private HttpResponse withUpload(
            WebRequest request, TusEntry entry, Offer offer, HttpResponse created) {
        var appending = new Appending(uploads, request.exchange(), entry.owner(), offer, 0);
        return switch (appending.run(checksum(request))) {
            // The upload is there all the same, and the client goes on with it.
            case Appending.Result.Refused _ -> created.with("Upload-Offset", "0");
            case Appending.Result.At(var offset) -> {
                tellIfComplete(entry, offer, offset);
                yield created.with("Upload-Offset", Long.toString(offset));
            }
        };
    }

    private HttpResponse createFinal(UserName who, UploadMetadata metadata, String urls) {
        var parts = new ArrayList<UploadId>();
        for (var url : urls.strip().split(" +", -1)) {
            parts.add(part(url));
        }
        if (parts.size() > MOST_PARTS) {
            throw new InvalidValueException("at most " + MOST_PARTS + " parts");
        }
        var size = 0L;
        for (var part : parts) {
            switch (uploads.progress(who, part)) {
                case Outcome.Done<Progress>(var progress)
                        when progress.isComplete()
                                && notes.read(part).role() instanceof Role.Partial -> {
                    size = Math.addExact(size, progress.offer().size());
                }
                case Outcome.Done<Progress> _ -> {
                    return HttpResponse.text(409, "a part is not complete, or is no part");
                }
                case Outcome.Refused<Progress>(var refusal) -> {
                    return Refusals.toResponse(refusal);
                }
            }
        }
        var offer = offer(metadata, size);
        var note = new Note(metadata.text(), new Role.Final(parts), Optional.empty());
        return switch (begin(who, offer, note)) {
            case Outcome.Refused<UploadId>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<UploadId>(var id) -> {
                concatenation.start(who, id, parts);
                yield created(TusEntry.ofPerson(who), id);
            }
        };
    }

    /// `/files/<id>`, or that behind a host. Nothing else becomes a part.
    private static UploadId part(String url) {
        var at = url.lastIndexOf("/files/");
        return UploadId.parse(at < 0 ? "" : url.substring(at + "/files/".length()));
    }

    // ---- HEAD, PATCH, DELETE -------------------------------------------------------------------

    private HttpResponse head(TusEntry entry, UploadId id) {
        var who = entry.owner();
        return switch (uploads.progress(who, id)) {
            case Outcome.Refused<Progress>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<Progress>(var progress) -> {
                var note = notes.read(id);
                if (progress.isComplete()) {
                    // Again: the answer to the last piece may have been lost, with the server.
                    tellIfComplete(entry, progress.offer(), progress.offset());
                }
                var told =
                        HttpResponse.of(200)
                                .with("Upload-Length", Long.toString(progress.offer().size()));
                if (!note.metadata().isEmpty()) {
                    told = told.with("Upload-Metadata", note.metadata());
                }
                if (!progress.isComplete()) {
                    told = told.with("Upload-Expires", expires(progress.touched()));
                }
                yield withRole(told, who, id, note.role(), progress);
            }
        };
    }

    private HttpResponse withRole(
            HttpResponse told, UserName who, UploadId id, Role role, Progress progress) {
        var withOffset = told.with("Upload-Offset", Long.toString(progress.offset()));
        return switch (role) {
            case Role.Alone() -> withOffset;
            case Role.Partial() -> withOffset.with("Upload-Concat", "partial");
            case Role.Final(var parts) -> {
                if (!progress.isComplete()) {
                    concatenation.start(who, id, parts);
                }
                yield (progress.isComplete() ? withOffset : told)
                        .with(
                                "Upload-Concat",
                                "final;"
                                        + parts.stream()
                                                .map(part -> "/files/" + part)
                                                .collect(Collectors.joining(" ")));
            }
        };
    }

    /// Tells the entry of a file that is whole; it may be told twice.
    private void tellIfComplete(TusEntry entry, Offer offer, long offset) {
        if (entry.link().isPresent() && offset == offer.size()) {
            var metadata = UploadMetadata.parse(notes.read(offer.id()).metadata());
            entry.onComplete().accept(new TusEntry.Complete(offer, metadata.values()));
        }
    }

    private HttpResponse patch(WebRequest request, TusEntry entry, UploadId id) {
        var who = entry.owner();
        if (!isBody(request)) {
            return HttpResponse.text(415, "the body is " + BODY_TYPE);
        }
        var offset = number(request.fields().one("upload-offset"));
        if (offset.isEmpty()) {
            throw new InvalidValueException("Upload-Offset says where the body begins");
        }
        return switch (uploads.progress(who, id)) {
            case Outcome.Refused<Progress>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<Progress> _ when notes.read(id).role() instanceof Role.Final ->
                    HttpResponse.text(403, "it is put together from parts");
            case Outcome.Done<Progress>(var progress)
                    when progress.offset() != offset.getAsLong() ->
                    HttpResponse.text(409, "the upload is at " + progress.offset())
                            .with("Upload-Offset", Long.toString(progress.offset()));
            case Outcome.Done<Progress>(var progress) -> append(request, entry, progress);
        };
    }

    private HttpResponse append(WebRequest request, TusEntry entry, Progress progress) {
        var offer = progress.offer();
        var appending =
                new Appending(uploads, request.exchange(), entry.owner(), offer, progress.offset());
        return switch (appending.run(checksum(request))) {
            case Appending.Result.Refused(var response) -> response;
            case Appending.Result.At(var offset) -> {
                tellIfComplete(entry, offer, offset);
                yield HttpResponse.of(204)
                        .with("Upload-Offset", Long.toString(offset))
                        .with("Upload-Expires", expires(Instant.now()));
            }
        };
    }

    private HttpResponse delete(UserName who, UploadId id) {
        return switch (uploads.remove(who, id)) {
            case Outcome.Refused<UploadId>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<UploadId> _ -> {
                notes.remove(id);
                yield HttpResponse.of(204);
            }
        };
    }

    // ---- fields --------------------------------------------------------------------------------

    private static boolean isBody(WebRequest request) {
        return request.fields()
                .one("content-type")
                .filter(type -> type.strip().equalsIgnoreCase(BODY_TYPE))
                .isPresent();
    }

    private static Optional<PieceChecksum> checksum(WebRequest request) {
        return request.fields().one("upload-checksum").map(Checksum::parse);
    }

    private static OptionalLong number(Optional<String> field) {
        var text = field.map(String::strip).orElse("");
        return text.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private String expires(Instant touched) {
        return HttpDate.format(touched.plus(limits.abandonedAfter()));
    }

    /// Takes away what was kept of uploads that are gone. To be run about once an hour.
    ///
    /// @param before what was written later is left alone
    public void sweep(Instant before) {
        notes.sweep(before, uploads::isThere);
    }

    /// Gives back the slots.
    @Override
    public void close() {
        uploads.close();
    }
}
