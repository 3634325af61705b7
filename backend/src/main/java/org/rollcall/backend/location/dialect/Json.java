package org.rollcall.backend.location.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads JSON of clients, as deep and as wide as theirs is and no more: a few bytes may stand for much. Thread-safe. */
final class Json {

    /** Theirs is 6 deep at most. */
    static final int MOST_DEPTH = 32;
    /** A point of Overland has 60 in 600 bytes. */
    static final long MOST_TOKENS = 300_000;

    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1_000;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH)
                    .maxTokenCount(MOST_TOKENS).maxNumberLength(LONGEST_NUMBER).maxNameLength(LONGEST_NAME).build())
            .build());

    private Json() {
    }

    static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }
}
