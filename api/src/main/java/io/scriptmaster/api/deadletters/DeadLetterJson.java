package io.scriptmaster.api.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.replays.RecordContent;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.schemas.RecordJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Shows dead letters. */
final class DeadLetterJson {

  private DeadLetterJson() {}

  /** As in a list: without key and value. */
  static ObjectNode summary(KeptDeadLetter kept) {
    DeadLetter letter = DeadLetter.newBuilder(kept.letter()).setKey(null).setValue(null).build();
    ObjectNode json = RecordJson.show(letter).without(List.of("key", "value"));
    json.put("redrives", kept.redrives());
    Optional<ObjectNode> redrive = kept.lastRedrive().map(RecordJson::show);
    json.set("redrivenAt", redrive.map(it -> it.get("at")).orElse(json.nullNode()));
    json.put("redrivenBy", kept.lastRedrive().map(EntityChange::getActor).orElse(null));
    return json;
  }

  /**
   * With key and value: each with how it is written. A value of ours is JSON.
   *
   * @param letter as it was written
   */
  static ObjectNode whole(KeptDeadLetter kept, DeadLetter letter, RecordContent content) {
    ObjectNode json = summary(kept);
    putKey(json, letter.getKey());
    Optional<SpecificRecord> record = recordIn(content);
    if (record.isPresent()) {
      json.put("valueEncoding", "json");
      json.set("value", RecordJson.show(record.get()));
    } else if (letter.getValue() == null) {
      json.putNull("valueEncoding");
      json.putNull("value");
    } else {
      json.put("valueEncoding", "base64");
      json.put("value", base64(letter.getValue()));
    }
    return json;
  }

  private static void putKey(ObjectNode json, ByteBuffer key) {
    if (key == null) {
      json.putNull("keyEncoding");
      json.putNull("key");
      return;
    }
    Optional<String> text = text(key);
    json.put("keyEncoding", text.isPresent() ? "text" : "base64");
    json.put("key", text.orElseGet(() -> base64(key)));
  }

  private static Optional<SpecificRecord> recordIn(RecordContent content) {
    return switch (content) {
      case RecordContent.Upstream(var event) -> Optional.of(event);
      case RecordContent.Emitted(var event) -> Optional.of(event);
      case RecordContent.Due(var slot) -> Optional.of(slot);
      case RecordContent.Requested(var request) -> Optional.of(request);
      case RecordContent.Unknown() -> Optional.empty();
    };
  }

  private static Optional<String> text(ByteBuffer bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(bytes.duplicate()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String base64(ByteBuffer bytes) {
    return UTF_8.decode(Base64.getEncoder().encode(bytes.duplicate())).toString();
  }
}
