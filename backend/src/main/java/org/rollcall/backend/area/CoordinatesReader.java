package org.rollcall.backend.area;

import java.io.IOException;
import java.util.ArrayList;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.rollcall.geofence.Area;

/** Reads the coordinates of one geometry, as deep as a multipolygon is and no deeper. */
final class CoordinatesReader {

    private static final int DEEPEST = 4;

    private final JsonParser parser;
    private int vertices;

    CoordinatesReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * From the beginning of the array to its end.
     *
     * @throws RefusedFeature somewhere within the array, if it is not what coordinates are
     */
    Coordinates read() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new RefusedFeature("coordinates are no array");
        }
        return read(1);
    }

    private Coordinates read(int level) throws IOException {
        if (level > DEEPEST) {
            throw new RefusedFeature("coordinates are nested deeper than those of a multipolygon");
        }
        return switch (parser.nextToken()) {
            case END_ARRAY -> new Coordinates.Nested(new ArrayList<>());
            case START_ARRAY -> children(read(level + 1), level);
            default -> place();
        };
    }

    private Coordinates children(Coordinates first, int level) throws IOException {
        if (first instanceof Coordinates.Place place) {
            return line(place);
        }
        var parts = new ArrayList<Coordinates>();
        parts.add(first);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parts.add(nested(level + 1));
        }
        return new Coordinates.Nested(parts);
    }

    private Coordinates nested(int level) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new RefusedFeature("coordinates are nested unevenly");
        }
        return read(level);
    }

    private Coordinates line(Coordinates.Place first) throws IOException {
        var line = new Coordinates.Line();
        line.add(first.x(), first.y());
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new RefusedFeature("coordinates are nested unevenly");
            }
            parser.nextToken();
            var place = place();
            line.add(place.x(), place.y());
        }
        return line;
    }

    private Coordinates.Place place() throws IOException {
        if (++vertices > Area.MAX_VERTICES) {
            throw new RefusedFeature("it has more than " + Area.MAX_VERTICES + " vertices");
        }
        double x = number();
        parser.nextToken();
        double y = number();
        // A height may follow, and whatever else somebody wrote.
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number();
        }
        return new Coordinates.Place(x, y);
    }

    private double number() throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw new RefusedFeature("a position is not two numbers");
        }
        return parser.getDoubleValue();
    }
}
