package org.rollcall.notifications;

import java.util.Locale;

/** The languages in which the catalogue speaks. */
public enum Language {
    ZH_CN(Locale.SIMPLIFIED_CHINESE), EN(Locale.ENGLISH);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The locale whose texts these are. */
    public Locale locale() {
        return locale;
    }

    /** The language for a locale: Chinese for any Chinese locale, English for every other. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("zh") ? ZH_CN : EN;
    }
}
