package org.rollcall.backend.access;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A post by the word of the provider: {@code ROLE:unit} or {@code ROLE:unit:minors}. */
record ProviderPost(PostRole role, UUID unit, boolean minors) {

    private static final Pattern WORD = Pattern.compile(
            "([A-Z_]{1,40}):([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(:minors)?");
    private static final int MOST = 100;

    /** Those of a claim that the provider may give; what else it says is not listened to. */
    static Set<ProviderPost> of(Object claim, Set<PostRole> allowed) {
        return claim instanceof Collection<?> words
                ? words.stream().limit(MOST).map(word -> of(String.valueOf(word), allowed)).flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static Optional<ProviderPost> of(String word, Set<PostRole> allowed) {
        var matcher = WORD.matcher(word);
        return matcher.matches()
                ? allowed.stream().filter(role -> role.name().equals(matcher.group(1))).findFirst()
                        .map(role -> new ProviderPost(role, UUID.fromString(matcher.group(2)),
                                matcher.group(3) != null && PostRole.SEES_MINORS.contains(role)))
                : Optional.empty();
    }
}
