package org.rollcall.backend.area;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Reads a GeoJSON FeatureCollection one feature at a time, so that a file of any size needs the memory of its largest
 * feature. What is wrong with a feature is the feature's; what is wrong with the file refuses all of it, with line and
 * column.
 */
final class FeatureCollectionReader {

    /** The most features in one file. */
    static final int MOST = 10_000;

    private static final JsonFactory JSON = new JsonFactory();

    private final String codeProperty;
    private final String nameProperty;

    FeatureCollectionReader(String codeProperty, String nameProperty) {
        this.codeProperty = codeProperty;
        this.nameProperty = nameProperty;
    }

    /** What is done with each feature. */
    @FunctionalInterface
    interface Sink {

        void accept(Feature feature) throws SQLException;
    }

    /** @throws ProblemException MALFORMED or INVALID, possibly after some features were read */
    void read(InputStream file, Sink sink) throws SQLException {
        try (var parser = JSON.createParser(file)) {
            collection(parser, sink);
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation());
        } catch (CharConversionException e) {
            throw malformed(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collection(JsonParser parser, Sink sink) throws IOException, SQLException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw parser.currentToken() == null ? malformed(null) : noCollection();
        }
        String type = null;
        int features = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var member = parser.currentName();
            parser.nextToken();
            if (member.equals("type")) {
                type = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
                parser.skipChildren();
            } else if (member.equals("features") && parser.currentToken() == JsonToken.START_ARRAY) {
                features = features(parser, features, sink);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw malformed(parser.currentLocation());
        }
        if (!"FeatureCollection".equals(type) || features == 0) {
            throw noCollection();
        }
    }

    private int features(JsonParser parser, int before, Sink sink) throws IOException, SQLException {
        int index = before;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (index == MOST) {
                throw new ProblemException(ProblemType.INVALID, "A file has at most " + MOST + " features.");
            }
            sink.accept(new FeatureReader(parser, codeProperty, nameProperty).read(index));
            index++;
        }
        return index;
    }

    private static ProblemException noCollection() {
        return new ProblemException(ProblemType.INVALID, "The body is no FeatureCollection with features.");
    }

    private static ProblemException malformed(JsonLocation location) {
        return new ProblemException(ProblemType.MALFORMED, location == null
                ? "The body is not JSON."
                : "The body is not JSON: see line " + location.getLineNr() + ", column " + location.getColumnNr()
                        + ".");
    }
}
