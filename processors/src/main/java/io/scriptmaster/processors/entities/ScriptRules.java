package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.LibraryPin;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.processors.entities.PinLibraries.Pins;
import io.scriptmaster.processors.limits.LimitCheck;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.List;
import java.util.Optional;

/**
 * A new source is a new revision, and so are other revisions of the libraries that it imports.
 * Revisions outlive a deleted script for as long as there is room, and one saved anew under the
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
  public Optional<Rejected> refusal(SaveScript body, Request request, TenantState state) {
    return switch (pins(body, request, state)) {
      case Pins.Refused(var rejected) -> Optional.of(rejected);
      case Pins.Pinned pinned ->
          exceeds(body, request, state).or(() -> unmarks(body, request, state));
    };
  }

  @Override
  public Script content(
      SaveScript body, Optional<Script> current, Request request, TenantState state) {
    List<LibraryPin> imports = libraries(body, request, state);
    int revision =
        current
            .filter(script -> runs(script, body, imports))
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
        .setLibrary(body.library())
        .setImports(imports)
        .setLimits(body.limits())
        .setRetry(body.retry() == null ? null : body.retry().policy())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public Beside beside(
      SaveScript body, Optional<Script> current, Script next, Request request, TenantState state) {
    return current.filter(script -> script.getRevision() == next.getRevision()).isPresent()
        ? Beside.NOTHING
        : new StoreRevision(request, state).store(revision(body, next, request));
  }

  /** Who imports it is not deleted with it: whole scripts would go, with all that starts them. */
  @Override
  public Optional<Rejected> deletionRefusal(EntityId script, TenantState state) {
    return held(script, state, "delete them first, or save them without it", null);
  }

  @Override
  public List<EntityId> scriptsUsedBy(Script script) {
    return script.getImports().stream().map(pin -> new EntityId(pin.getScript())).toList();
  }

  private Optional<Rejected> unmarks(SaveScript body, Request request, TenantState state) {
    return body.library()
        ? Optional.empty()
        : held(request.entity(), state, "leave library: true", "library");
  }

  private Optional<Rejected> held(
      EntityId library, TenantState state, String remedy, String field) {
    List<EntityId> importers = state.users(library, kind());
    if (importers.isEmpty()) {
      return Optional.empty();
    }
    String others = importers.size() == 1 ? "" : " and %d more".formatted(importers.size() - 1);
    return Optional.of(
        new Rejected(
            "library_in_use",
            "script %s%s imports this library; %s".formatted(importers.getFirst(), others, remedy),
            field));
  }

  /** A restore leaves the limits as they are, so it is not the moment to refuse them. */
  private static Optional<Rejected> exceeds(SaveScript body, Request request, TenantState state) {
    return request.restoredFrom().isPresent()
        ? Optional.empty()
        : state
            .tenant()
            .flatMap(tenant -> LimitCheck.ofScript(body.limits(), tenant.getLimits()))
            .map(breach -> new Rejected("limit_too_high", breach.message(), breach.field()));
  }

  private static Pins pins(SaveScript body, Request request, TenantState state) {
    PinLibraries pin = new PinLibraries(request.entity(), state);
    return request.restoredFrom().isEmpty()
        ? pin.current(body.imports())
        : pin.asIn(
            state.revision(request.entity(), request.restoredFrom().getAsInt()).orElseThrow());
  }

  private static List<LibraryPin> libraries(SaveScript body, Request request, TenantState state) {
    return switch (pins(body, request, state)) {
      case Pins.Pinned(var libraries) -> libraries;
      case Pins.Refused(var rejected) ->
          throw new IllegalStateException("refused before: " + rejected.message());
    };
  }

  private static ScriptRevision revision(SaveScript body, Script script, Request request) {
    return ScriptRevision.newBuilder()
        .setTenant(script.getTenant())
        .setScript(script.getId())
        .setRevision(script.getRevision())
        .setSource(script.getSource())
        .setSourceHash(SourceHash.of(script.getSource()))
        .setImports(script.getImports())
        .setMessage(body.message())
        .setRestoredFrom(
            request.restoredFrom().isPresent() ? request.restoredFrom().getAsInt() : null)
        .setCreatedAt(request.now())
        .setCreatedBy(request.actor())
        .build();
  }

  private static boolean runs(Script script, SaveScript body, List<LibraryPin> imports) {
    return script.getSource().equals(body.source()) && script.getImports().equals(imports);
  }
}
