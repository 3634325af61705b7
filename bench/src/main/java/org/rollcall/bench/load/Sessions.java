package org.rollcall.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Pattern;

import org.rollcall.bench.world.World;

/** Gets each phone its token, as phones do: by a proof of their key. All phones of the benchmark have one key. */
final class Sessions implements Supply {

    private static final Pattern TOKEN = Pattern.compile("\"accessToken\"\\s*:\\s*\"([^\"]+)\"");

    private final World world;
    private final Phones phones;
    private final PrivateKey key;
    private final int end;
    private int next;

    Sessions(World world, Phones phones, PrivateKey key, Order order) {
        this.world = world;
        this.phones = phones;
        this.key = key;
        this.next = order.firstPerson();
        this.end = order.firstPerson() + order.people();
    }

    @Override
    public Shot next() {
        if (finished()) {
            return null;
        }
        int person = next++;
        var head = new Text().add("POST /api/v1/device-sessions HTTP/1.1\r\nContent-Type: application/json\r\n");
        return new Shot(Phones.request(head, "{\"assertion\":\"" + assertion(person) + "\"}", true), person, 0, 0, 0);
    }

    private String assertion(int person) {
        long now = Clock.systemUTC().millis() / 1_000;
        var signed = base64("{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + base64("{\"sub\":\"%s\",\"aud\":\"rollcall-api\",\"iat\":%d,\"exp\":%d,\"jti\":\"%d-%d\"}".formatted(
                        world.device(person), now, now + 240, person, System.nanoTime())
                        .getBytes(StandardCharsets.US_ASCII));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void answered(Shot shot, int status, ByteBuffer answer) {
        var found = TOKEN.matcher(StandardCharsets.ISO_8859_1.decode(answer));
        if (found.find()) {
            phones.keep(shot.person(), found.group(1));
        }
    }

    @Override
    public void broken(Shot shot) {
        // The driver counts.
    }

    @Override
    public boolean finished() {
        return next >= end;
    }
}
