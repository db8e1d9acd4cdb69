package io.scriptmaster.processors.entities;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A new source is a new revision. Revisions outlive a deleted script, and one saved anew under the
 * same id goes on counting: a number never means two sources.
 */
final class ScriptRules implements EntityRules<SaveScript, Script> {

  @Override
  public EntityKind kind() {
    return EntityKind.SCRIPT;
  }

  @Override
  public Topic<Script> topic(TopicCatalogue topics) {
    return topics.scripts();
  }

  @Override
  public Script content(
      SaveScript body, Optional<Script> current, Request request, TenantState state) {
    int revision =
        current
            .filter(script -> hasSource(script, body))
            .map(Script::getRevision)
            .orElseGet(() -> state.lastRevision(request.entity()) + 1);
    return Script.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setRevision(revision)
        .setSource(body.source())
        .setDescription(body.description())
        .setEnabled(body.enabled())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public List<StateChange> beside(
      SaveScript body, Optional<Script> current, Script next, Request request, TenantState state) {
    if (current.filter(script -> hasSource(script, body)).isPresent()) {
      return List.of();
    }
    return List.of(new StateChange.OfRevision(request.tenant(), revision(body, next, request)));
  }

  private static ScriptRevision revision(SaveScript body, Script script, Request request) {
    return ScriptRevision.newBuilder()
        .setTenant(script.getTenant())
        .setScript(script.getId())
        .setRevision(script.getRevision())
        .setSource(script.getSource())
        .setSourceHash(sha256(script.getSource()))
        .setMessage(body.message())
        .setRestoredFrom(
            request.restoredFrom().isPresent() ? request.restoredFrom().getAsInt() : null)
        .setCreatedAt(request.now())
        .setCreatedBy(request.actor())
        .build();
  }

  private static boolean hasSource(Script script, SaveScript body) {
    return script.getSource().equals(body.source());
  }

  private static String sha256(String source) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(source.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
