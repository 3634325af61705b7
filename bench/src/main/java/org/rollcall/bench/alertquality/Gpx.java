package org.rollcall.bench.alertquality;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.rollcall.bench.BenchException;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.WgsCoordinate;

/** Reads the track points of a GPX file that have a time. */
final class Gpx {

    private static final double ASSUMED_METRES = 10;

    private Gpx() {
    }

    /** Live fixes in the order of the file; a point no later than the one before is left out. */
    static List<Fix> fixes(InputStream in) {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var fixes = new ArrayList<Fix>();
        try {
            var reader = factory.createXMLStreamReader(in);
            Optional<WgsCoordinate> place = Optional.empty();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("trkpt")) {
                    place = Optional.of(new WgsCoordinate(Double.parseDouble(reader.getAttributeValue(null, "lat")),
                            Double.parseDouble(reader.getAttributeValue(null, "lon"))));
                } else if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("time")
                        && place.isPresent()) {
                    var at = Instant.parse(reader.getElementText().strip());
                    if (fixes.isEmpty() || at.isAfter(fixes.get(fixes.size() - 1).fixedAt())) {
                        fixes.add(new Fix(place.get(), OptionalDouble.of(ASSUMED_METRES), at, at));
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("trkpt")) {
                    place = Optional.empty();
                }
            }
        } catch (XMLStreamException e) {
            throw new BenchException("a track cannot be read: " + e.getMessage(), e);
        }
        return fixes;
    }
}
