package io.sampan.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.UserName;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"alice", "李雷", "Ольга", "José", "山田太郎", "김철수", "bob-2", "a.b_c", "李雷lee"})
    void namesOfPeopleAreTaken(String name) {
        assertThat(NameRules.refusal(new UserName(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"аlice", "bоb", "alicе", "Ольгa", "al\u0456ce"})
    void mixedScriptsAreRefused(String name) {
        assertThat(NameRules.refusal(new UserName(name))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "alice, Alice",
        "alice, ALICE",
        "alice, ａｌｉｃｅ",
        "alice, аӏісе",
        "bill, bi11",
        "modern, rnodern",
        "Ivan, lvan",
        "zoo, z00",
    })
    void namesThatLookAlikeShareALook(String one, String other) {
        var shared = new java.util.HashSet<>(NameRules.looks(new UserName(one)));
        shared.retainAll(NameRules.looks(new UserName(other)));

        assertThat(shared).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"alice, bob", "alice, alicia", "李雷, 李雪", "José, Joseph", "writer1, writer2"})
    void namesThatDoNotLookAlikeShareNone(String one, String other) {
        assertThat(
                        Collections.disjoint(
                                NameRules.looks(new UserName(one)),
                                NameRules.looks(new UserName(other))))
                .isTrue();
    }
}
