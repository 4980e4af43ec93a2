package io.sampan.web.share;

import io.sampan.core.storage.ShareLink;
import io.sampan.core.storage.ShareLink.Target;
import io.sampan.model.Media;
import io.sampan.model.Refusal;
import io.sampan.web.WebRequest;
import io.sampan.wire.http.HttpResponse;
import io.sampan.wire.link.Body;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/// The pages that strangers see, in English or 中文. Whatever people wrote stands in them as text.
final class SharePages {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    private static final String DROP_POLICY =
            POLICY
                    + "; script-src 'self'; connect-src 'self';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final long KILO = 1024;

    private SharePages() {}

    /// A shared file.
    ///
    /// @param file where it is to be had at once; empty where the form has to be sent first
    /// @param refusal of a try before
    record Shown(Media media, ShareLink link, Optional<String> file, Optional<Refusal> refusal) {}

    /// Of a link that leads nowhere, whatever the reason.
    static HttpResponse dead(WebRequest request) {
        var words = Words.of(request);
        return page(404, words, POLICY, words.dead(), "<p>" + text(words.deadHint()) + "</p>", "");
    }

    static HttpResponse share(WebRequest request, Shown shown) {
        var words = Words.of(request);
        var media = shown.media();
        var content = new StringBuilder();
        content.append("<p class=soft>")
                .append(text(words.from(shown.link().owner().value())))
                .append("</p><p>")
                .append(text(size(media.size())))
                .append(" · ")
                .append(text(words.until(date(shown.link()))))
                .append("</p>");
        shown.refusal()
                .ifPresent(refusal ->
                        content.append("<p class=fault role=alert>")
                                .append(text(words.refused(refusal.code())))
                                .append("</p>"));
        if (shown.file().isPresent()) {
            content.append("<p><a class='primary wide button' download href='")
                    .append(text(shown.file().get()))
                    .append("'>")
                    .append(text(words.download()))
                    .append("</a></p>");
        } else {
            content.append("<form method=post>");
            if (shown.link().password().isPresent()) {
                content.append("<label>")
                        .append(text(words.password()))
                        .append(
                                "<input name=password type=password required"
                                        + " autocomplete=off maxlength=200></label>");
            }
            content.append("<button class='primary wide'>")
                    .append(text(words.download()))
                    .append("</button></form>");
        }
        content.append("<p class=soft>").append(text(words.resumes())).append("</p>");
        var status = shown.refusal().isEmpty() ? 200 : 401;
        return page(status, words, POLICY, media.name().last(), content.toString(), "");
    }

    static HttpResponse drop(WebRequest request, ShareLink link, Target.Drop drop) {
        var words = Words.of(request);
        var left = drop.mostBytes() - drop.bytes();
        var content =
                "<p>"
                        + text(words.dropTo(link.owner().value(), size(left)))
                        + "</p><p class=soft>"
                        + text(words.until(date(link)))
                        + "</p><form id=drop><label>"
                        + text(words.yourName())
                        + "<input name=from maxlength=64 autocomplete=name></label><label class='primary"
                        + " wide button pick'><span>"
                        + text(words.choose())
                        + "</span><input type=file multiple aria-label='"
                        + text(words.choose())
                        + "'></label></form><div id=files role=log aria-live=polite data-done='"
                        + text(words.done())
                        + "' data-waits='"
                        + text(words.waits())
                        + "'></div><noscript>"
                        + text(words.needsScript())
                        + "</noscript>";
        var title = drop.label().isEmpty() ? words.dropTitle(link.owner().value()) : drop.label();
        return page(
                200,
                words,
                DROP_POLICY,
                title,
                content,
                "<script type=module src='/page/drop.js'></script>");
    }

    private static HttpResponse page(
            int status, Words words, String policy, String title, String content, String script) {
        var html =
                """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
                <title>%s · Sampan</title>
                <link rel="icon" href="/page/icon.svg"><link rel="stylesheet" href="/page/page.css">%s
                </head><body><main class="sheet"><section>
                <h1 dir="auto">%s</h1>
                %s
                </section></main></body></html>
                """
                        .formatted(words.language(), text(title), script, text(title), content);
        return HttpResponse.of(status)
                .with("Content-Type", "text/html; charset=utf-8")
                .with("Content-Security-Policy", policy)
                // With `no-referrer` a browser would not say that the form is ours.
                .with("Referrer-Policy", "same-origin")
                .with(Body.of(html.getBytes(StandardCharsets.UTF_8)));
    }

    private static LocalDate date(ShareLink link) {
        return LocalDate.ofInstant(link.expires(), ZoneOffset.UTC);
    }

    /// Text as it stands in an element or a quoted attribute.
    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String size(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        var units = new String[] {"KB", "MB", "GB", "TB"};
        var value = bytes / (double) KILO;
        var unit = 0;
        while (value >= KILO && unit < units.length - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }
}
