package org.rollcall.backend.alert;

import java.time.Duration;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Language;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.MessageCode;
import org.rollcall.notifications.Severity;

/** A message as it is stored: codes and ids only, as {@link Message} itself. */
final class MessageJson {

    private MessageJson() {
    }

    static JsonObject write(Message message) {
        var json = new JsonObject().put("code", message.code().name()).put("severity", message.severity().name())
                .put("objectId", message.objectId().toString()).put("link", message.link())
                .put("ttlSeconds", message.ttl().toSeconds()).put("collapseKey", message.collapseKey())
                .put("language", message.language().name());
        message.findAlertCode().ifPresent(code -> json.put("alertCode", code.name()));
        return json;
    }

    /** @throws RuntimeException if it was not written by {@link #write} */
    static Message read(JsonObject json) {
        var alertCode = json.getString("alertCode");
        return new Message(MessageCode.valueOf(json.getString("code")),
                alertCode == null ? null : AlertCode.valueOf(alertCode), Severity.valueOf(json.getString("severity")),
                UUID.fromString(json.getString("objectId")), json.getString("link"),
                Duration.ofSeconds(json.getLong("ttlSeconds")), json.getString("collapseKey"),
                Language.valueOf(json.getString("language")));
    }
}
