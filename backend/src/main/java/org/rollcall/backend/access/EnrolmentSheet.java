package org.rollcall.backend.access;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;

import io.nayuki.qrcodegen.QrCode;

/**
 * Codes of an enrolment day as one page to print and cut up: whoever asks for {@code text/html} gets it. It holds all
 * that it shows and fetches nothing, so that no other server learns that there are codes.
 */
@Provider
@Produces(MediaType.TEXT_HTML)
class EnrolmentSheet implements MessageBodyWriter<EnrolmentDay> {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>Enrolment codes</title><style>
            body { font: 10pt sans-serif; margin: 1cm; }
            main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm; }
            article { border: 1px dashed #888; padding: 4mm; break-inside: avoid; text-align: center; }
            svg { width: 38mm; height: 38mm; }
            code { font-size: 11pt; }
            @media print { body { margin: 0; } h1 { font-size: 11pt; } }
            @page { size: A4; margin: 1cm; }
            </style></head><body>
            """;
    private static final int BORDER = 4;

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == EnrolmentDay.class && MediaType.TEXT_HTML_TYPE.isCompatible(mediaType);
    }

    @Override
    public void writeTo(EnrolmentDay day, Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream body) throws IOException {
        headers.putSingle("Content-Type", "text/html;charset=UTF-8");
        headers.putSingle("Cache-Control", "no-store");
        headers.putSingle("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        body.write(html(day).getBytes(StandardCharsets.UTF_8));
    }

    static String html(EnrolmentDay day) {
        var page = new StringBuilder(HEAD).append("<h1>").append(escaped(day.unit())).append(" · ")
                .append(day.issuedAt())
                .append("</h1><main>\n");
        day.codes().forEach(slip -> slip(page, slip, day.expiresAt()));
        page.append("</main>");
        if (day.next() != null) {
            page.append("<p>More to come: ask again after ").append(day.next()).append(".</p>");
        }
        return page.append("</body></html>\n").toString();
    }

    private static void slip(StringBuilder page, EnrolmentDay.Slip slip, Instant until) {
        page.append("<article><strong>").append(escaped(slip.name())).append("</strong><br>")
                .append(escaped(slip.caseNumber())).append("<br>").append(svg(slip.qrText())).append("<br><code>")
                .append(spaced(slip.code())).append("</code><br>").append(until).append("</article>\n");
    }

    private static String svg(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * BORDER;
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x + BORDER).append(' ').append(y + BORDER).append("h1v1h-1z");
                }
            }
        }
        return "<svg viewBox=\"0 0 " + size + " " + size + "\" role=\"img\"><path d=\"" + path + "\"/></svg>";
    }

    private static String spaced(String code) {
        return code.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
