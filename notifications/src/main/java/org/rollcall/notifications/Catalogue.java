package org.rollcall.notifications;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts, by code and language, from {@code messages_*.properties}.
 *
 * <p>A text states a fact and blames nobody: software opens alerts, only people make findings (DESIGN section 5). It
 * has no placeholders, so nothing personal can be put into it. Safe for all threads.
 */
public final class Catalogue {

    private static final String BUNDLE = "org.rollcall.notifications.messages";

    // Without it a missing text would come silently in the language of the server.
    private static final ResourceBundle.Control NO_FALLBACK = ResourceBundle.Control
            .getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Catalogue() {
    }

    /**
     * What is shown.
     *
     * @param title one line
     * @param body one sentence
     */
    public record Text(String title, String body) {}

    /**
     * The text of a message.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks it; a test holds the catalogue complete
     */
    public static Text text(Message message) {
        ResourceBundle texts = bundle(message.language().locale());
        String title = texts.getString(message.code().name() + ".title");
        String body = message.findAlertCode().map(code -> texts.getString(code.name() + ".body"))
                .orElseGet(() -> texts.getString(message.code().name() + ".body"));
        return new Text(title, body);
    }

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale, Catalogue.class.getClassLoader(), NO_FALLBACK);
    }
}
