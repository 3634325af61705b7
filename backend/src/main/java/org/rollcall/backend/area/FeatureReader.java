package org.rollcall.backend.area;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Reads one feature from its beginning to its end, whatever is wrong with it, so that the next one can be read. */
final class FeatureReader {

    private static final String RADIUS = "radiusMetres";

    private final JsonParser parser;
    private final String codeProperty;
    private final String nameProperty;

    private String type;
    private String code;
    private String name;
    private Double radius;
    private String geometryType;
    private Coordinates coordinates;
    private RefusedFeature refusal;

    FeatureReader(JsonParser parser, String codeProperty, String nameProperty) {
        this.parser = parser;
        this.codeProperty = codeProperty;
        this.nameProperty = nameProperty;
    }

    /** The feature at which the parser stands. */
    Feature read(int index) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            feature();
        } else {
            parser.skipChildren();
        }
        if (!"Feature".equals(type)) {
            refusal = new RefusedFeature("it is no Feature");
        }
        return new Feature(index, code, name, radius, geometryType, coordinates, Optional.ofNullable(refusal));
    }

    private void feature() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "type" -> type = scalar();
                case "properties" -> properties();
                case "geometry" -> geometry();
                default -> parser.skipChildren();
            }
        }
    }

    private void properties() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var member = parser.currentName();
            parser.nextToken();
            if (member.equals(RADIUS)) {
                radius = parser.currentToken().isNumeric() ? Double.valueOf(parser.getDoubleValue()) : radius;
            }
            if (member.equals(codeProperty)) {
                code = parser.currentToken().isScalarValue() ? scalar() : code;
            }
            if (member.equals(nameProperty)) {
                name = parser.currentToken().isScalarValue() ? scalar() : name;
            }
            parser.skipChildren();
        }
    }

    private void geometry() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        int depth = parser.getParsingContext().getNestingDepth();
        try {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var member = parser.currentName();
                parser.nextToken();
                switch (member) {
                    case "type" -> geometryType = scalar();
                    case "coordinates" -> coordinates = new CoordinatesReader(parser).read();
                    default -> parser.skipChildren();
                }
            }
        } catch (RefusedFeature e) {
            refusal = e;
            leave(depth);
        }
    }

    /** Reads on to the end of the object that lies so deep. */
    private void leave(int depth) throws IOException {
        while (parser.currentToken() != JsonToken.END_OBJECT
                || parser.getParsingContext().getNestingDepth() != depth - 1) {
            if (parser.nextToken() == null) {
                return;
            }
        }
    }

    private String scalar() throws IOException {
        if (!parser.currentToken().isScalarValue()) {
            parser.skipChildren();
            return null;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
    }
}
