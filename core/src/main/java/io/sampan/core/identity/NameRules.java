package io.sampan.core.identity;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which names may be joined with, so that no two people can be confused (Unicode Technical
/// Standard 39): one script in a name, or Latin with those that are written together in China,
/// Japan and Korea ("highly restrictive", 5.2); no invisible characters; and no name that looks
/// like another (the skeleton, 4). Stateless, thread-safe.
public final class NameRules {

    private static final SpoofChecker CHECKER =
            new SpoofChecker.Builder()
                    .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.INVISIBLE)
                    .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
                    .build();

    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();

    private NameRules() {}

    /// Why nobody may join with this name, if so.
    public static Optional<Refusal> refusal(UserName name) {
        var value = name.value();
        if (value.codePoints().anyMatch(NameRules::isIgnorable)) {
            return Optional.of(
                    Refusal.of(
                            RefusalCode.CONFUSABLE_NAME, "it has characters that cannot be seen"));
        }
        return CHECKER.failsChecks(value)
                ? Optional.of(
                        Refusal.of(
                                RefusalCode.CONFUSABLE_NAME, "it mixes letters of several scripts"))
                : Optional.empty();
    }

    private static boolean isIgnorable(int c) {
        return com.ibm.icu.lang.UCharacter.hasBinaryProperty(
                c, com.ibm.icu.lang.UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /// What the name looks like, as it is written and without the difference of upper and lower
    /// case. Names that share one of these can be confused.
    public static Set<String> looks(UserName name) {
        return Set.copyOf(
                java.util.List.of(look(name.value()), look(FOLDED.normalize(name.value()))).stream()
                        .distinct()
                        .toList());
    }

    private static String look(String text) {
        return CHECKER.getSkeleton(text).toLowerCase(Locale.ROOT);
    }
}
