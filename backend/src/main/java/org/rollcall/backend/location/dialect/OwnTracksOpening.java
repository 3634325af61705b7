package org.rollcall.backend.location.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.access.Passphrase;
import org.rollcall.backend.access.Passphrases;
import org.rollcall.backend.location.QuarantineReason;

/** Reads what OwnTracks sends, and opens with the device's passphrase what it sends encrypted. Thread-safe. */
@ApplicationScoped
class OwnTracksOpening implements Reader {

    private final Passphrases passphrases;

    OwnTracksOpening(Passphrases passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    public Uni<Message> read(EnrolledDevice sender, SentBody sent) {
        var message = Reader.guarded(() -> OwnTracksReader.read(sent));
        return message instanceof Message.Encrypted encrypted
                ? passphrases.find(sender).map(passphrase -> Reader.guarded(() -> open(passphrase, encrypted)))
                : Uni.createFrom().item(message);
    }

    private static Message open(Optional<Passphrase> passphrase, Message.Encrypted encrypted) {
        return passphrase.flatMap(known -> SecretBox.open(known.key(), encrypted.box()))
                .map(content -> OwnTracksReader.read(new String(content, StandardCharsets.UTF_8)))
                // One within the other is nothing that an app does.
                .filter(message -> !(message instanceof Message.Encrypted))
                .orElseGet(() -> new Message.Unreadable(QuarantineReason.ENCRYPTED, Optional.empty()));
    }
}
