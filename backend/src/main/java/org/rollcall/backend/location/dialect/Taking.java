package org.rollcall.backend.location.dialect;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.location.Contacts;
import org.rollcall.backend.location.DeviceStatuses;
import org.rollcall.backend.location.HelpRequests;
import org.rollcall.backend.location.Intake;
import org.rollcall.backend.location.Quarantine;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.backend.location.Suspect;
import org.rollcall.backend.platform.InTurn;

/**
 * Gives each part of a message to whom it belongs: a cry for help, how the phone is, places, what cannot be read. All of
 * it is durable when this completes; to take it again changes nothing that counts. Thread-safe.
 */
@ApplicationScoped
class Taking {

    private final Intake intake;
    private final Quarantine quarantine;
    private final DeviceStatuses statuses;
    private final HelpRequests help;
    private final Contacts contacts;

    Taking(Intake intake, Quarantine quarantine, DeviceStatuses statuses, HelpRequests help, Contacts contacts) {
        this.intake = intake;
        this.quarantine = quarantine;
        this.statuses = statuses;
        this.help = help;
        this.contacts = contacts;
    }

    Uni<Wishes> take(EnrolledDevice sender, SentBody sent, Message message, Instant receivedAt) {
        var parts = message.parts();
        var suspects = parts.stream().filter(Message.Unreadable.class::isInstance)
                .map(Message.Unreadable.class::cast)
                .map(part -> new Suspect(sender.id(), part.reason(), receivedAt, part.about(), part.evidence(sent)))
                .toList();
        var fixes = parts.stream().filter(Message.Position.class::isInstance)
                .map(part -> ((Message.Position) part).fix()).toList();
        // What cannot be read comes last: the same fix again is known, and the same suspect again is another.
        return help(sender, parts, receivedAt).chain(() -> status(sender, parts, receivedAt))
                .chain(() -> heard(sender, fixes, receivedAt)).chain(() -> store(sender, fixes, Wishes.NONE))
                .call(() -> InTurn.each(suspects, quarantine::keep));
    }

    /** What brings no fix is a contact all the same. */
    private Uni<Void> heard(EnrolledDevice sender, List<ReportedFix> fixes, Instant receivedAt) {
        return fixes.isEmpty() ? contacts.heard(sender, receivedAt) : Uni.createFrom().voidItem();
    }

    /** A cry for help goes first: it must not wait for the place beside it. */
    private Uni<Void> help(EnrolledDevice sender, List<Message> parts, Instant receivedAt) {
        return parts.stream().filter(Message::asksForHelp).findFirst()
                .map(part -> help.ask(sender,
                        part instanceof Message.Position position ? position.fix().fixedAt() : receivedAt, receivedAt))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** The last one said holds. */
    private Uni<Void> status(EnrolledDevice sender, List<Message> parts, Instant receivedAt) {
        return parts.stream().filter(Message.Status.class::isInstance).reduce((first, second) -> second)
                .map(part -> statuses.keep(sender, ((Message.Status) part).status(), receivedAt))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** As many at once as intake takes. */
    private Uni<Wishes> store(EnrolledDevice sender, List<ReportedFix> fixes, Wishes before) {
        if (fixes.isEmpty()) {
            return Uni.createFrom().item(before);
        }
        int now = Math.min(fixes.size(), Intake.MOST);
        return intake.take(sender, fixes.subList(0, now)).map(Wishes::of)
                .chain(wishes -> store(sender, fixes.subList(now, fixes.size()), wishes.after(before)));
    }
}
