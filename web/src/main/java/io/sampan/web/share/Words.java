package io.sampan.web.share;

import io.sampan.model.RefusalCode;
import io.sampan.web.WebRequest;
import java.time.LocalDate;
import java.util.Locale.LanguageRange;

/// What the pages for strangers say. One for each language.
enum Words {
    ENGLISH("en"),
    CHINESE("zh-Hans");

    private final String language;

    Words(String language) {
        this.language = language;
    }

    /// The language that a browser asks for, among those that there are.
    static Words of(WebRequest request) {
        try {
            var wanted = request.fields().one("accept-language").orElse("en");
            for (var range : LanguageRange.parse(wanted)) {
                if (range.getRange().startsWith("zh")) {
                    return CHINESE;
                }
                if (range.getRange().startsWith("en")) {
                    return ENGLISH;
                }
            }
            return ENGLISH;
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }

    String language() {
        return language;
    }

    private String choose(String english, String chinese) {
        return this == ENGLISH ? english : chinese;
    }

    String dead() {
        return choose("This link leads nowhere", "此链接无效");
    }

    String deadHint() {
        return choose(
                "It may have expired, been used up or ended, or not be complete. Ask whoever sent it"
                        + " for a new one.",
                "它可能已过期、已用完、已被撤销，或不完整。请向发送者要一个新的链接。");
    }

    String from(String name) {
        return choose(name + " shares a file with you", name + " 与您分享了一个文件");
    }

    String until(LocalDate date) {
        return choose("good until " + date, "有效期至 " + date);
    }

    String download() {
        return choose("Download", "下载");
    }

    String password() {
        return choose("Password", "密码");
    }

    String resumes() {
        return choose("A download that breaks goes on where it was.", "下载中断后可以从断点继续。");
    }

    String refused(RefusalCode code) {
        return code == RefusalCode.RATE_LIMITED
                ? choose("Too many wrong passwords. Try again in a minute.", "密码错误次数过多，请一分钟后再试。")
                : choose("That is not the password.", "密码不正确。");
    }

    String dropTitle(String name) {
        return choose("Send files to " + name, "发送文件给 " + name);
    }

    String dropTo(String name, String left) {
        return choose(
                "What you choose here goes to " + name + " and nobody else. Up to " + left + ".",
                "您在这里选择的文件只会发送给 " + name + "。最多 " + left + "。");
    }

    String yourName() {
        return choose("Your name (if you like)", "您的名字（可不填）");
    }

    String choose() {
        return choose("Choose files", "选择文件");
    }

    String done() {
        return choose("has arrived", "已送达");
    }

    String waits() {
        return choose("waits for the network", "等待网络");
    }

    String needsScript() {
        return choose("Sending files here needs JavaScript.", "在此发送文件需要 JavaScript。");
    }
}
