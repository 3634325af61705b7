package org.rollcall.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import org.rollcall.bench.world.World;

/** The generator's process: an order a line, a result a line, until its input ends. Arguments: seed, phones' key, manner. */
public final class Generator {

    private final long seed;
    private final World world;
    private final Phones phones;
    private final PrivateKey key;

    private Generator(long seed, PrivateKey key, World.Manner manner) {
        this.seed = seed;
        this.world = new World(seed, manner);
        this.phones = new Phones(world);
        this.key = key;
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getUrlDecoder().decode(args[1])));
        var generator = new Generator(Long.parseLong(args[0]), key, World.Manner.valueOf(args[2]));
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(generator.run(Order.of(line)).line());
        }
    }

    private Result run(Order order) throws IOException {
        phones.reach(order.firstPerson() + order.people());
        if (order.traffic() == Traffic.SESSION) {
            return new Driver(new Sessions(world, phones, key, order), order).run();
        }
        var fresh = new FreshFixes(phones, order, System.nanoTime() + order.millis() * 1_000_000);
        if (!order.stubborn()) {
            return new Driver(fresh, order).run();
        }
        try (var stubborn = new StubbornFixes(fresh, order, seed)) {
            var result = new Driver(stubborn, order).run();
            return stubborn.left() == 0 ? result : result.givenUp(stubborn.left());
        }
    }
}
