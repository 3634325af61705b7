package org.rollcall.backend.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Servers as they have been written, each of which one of the attacks gets into. Where ours has nothing that could be
 * switched off, for no file and no name is ever looked up by what somebody sends, these show what the attack would do.
 */
final class Naive {

    /** How a server finds the file below its directory that a path names. */
    enum Serving {
        DECODED {
            @Override
            Path file(Path root, String path) {
                return Path.of(root + decoded(path)).normalize();
            }
        },
        DECODED_TWICE {
            @Override
            Path file(Path root, String path) {
                return DECODED.file(root, decoded(path));
            }
        },
        CLEANED_ONCE {
            @Override
            Path file(Path root, String path) {
                return DECODED.file(root, path.replace("../", ""));
            }
        },
        WITHOUT_PARAMETERS {
            @Override
            Path file(Path root, String path) {
                return DECODED.file(root, path.replaceAll(";[^/]*", ""));
            }
        },
        RESOLVED {
            @Override
            Path file(Path root, String path) {
                return root.resolve(decoded(path).substring(1));
            }
        },
        CUT_AT_NUL {
            @Override
            Path file(Path root, String path) {
                if (!path.endsWith(".yaml")) {
                    throw new IllegalArgumentException("only contracts are served");
                }
                return DECODED.file(root, path.substring(0, path.indexOf("%00")));
            }
        };

        abstract Path file(Path root, String path);

        String serve(Path root, String path) {
            try {
                return Files.readString(file(root, path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String decoded(String path) {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        }
    }

    private static final Pattern LENGTH = Pattern.compile("Content-Length: ([+-]?[0-9]+)");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

    private Naive() {
    }

    /** The first lines of the requests that a server sees, which believes the first length, as far as it is a number. */
    static List<String> requestsIn(String sent) {
        var lines = new ArrayList<String>();
        int at = 0;
        for (int end; (end = sent.indexOf("\r\n\r\n", at)) >= 0;) {
            var head = sent.substring(at, end);
            lines.add(head.substring(0, head.indexOf("\r\n")));
            var length = LENGTH.matcher(head);
            at = end + 4 + (length.find() ? Math.max(0, Integer.parseInt(length.group(1))) : 0);
        }
        return lines;
    }

    /** Keeps an upload under the name that whoever sends it says. */
    static void keep(Path directory, String contentDisposition, String body) throws IOException {
        var name = FILE_NAME.matcher(contentDisposition);
        if (name.find()) {
            Files.writeString(directory.resolve(name.group(1)).normalize(), body);
        }
    }
}
