package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.Problem;
import io.scriptmaster.engine.SourceCheck;
import io.scriptmaster.engine.SyntaxError;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.SaveAppConfig;
import io.scriptmaster.processors.entities.SaveCustomField;
import io.scriptmaster.processors.entities.SaveListener;
import io.scriptmaster.processors.entities.SaveSchedule;
import io.scriptmaster.processors.entities.SaveScript;
import io.scriptmaster.processors.entities.SaveWebTrigger;
import java.util.List;
import java.util.Set;

/** The kinds of entity that are saved as they are sent. */
final class EntityTypes {

  private static final String LIBRARIES = "lib/";

  private EntityTypes() {}

  /** Those that hold no code. */
  static List<EntityType<?, ?>> plain() {
    return List.of(
        new EntityType<>(
            EntityCatalogue.APP_CONFIGS,
            "app-configs",
            new CommandBodyReader<>(SaveAppConfig.class)),
        new EntityType<>(
            EntityCatalogue.SCHEDULES, "schedules", new CommandBodyReader<>(SaveSchedule.class)),
        new EntityType<>(
            EntityCatalogue.CUSTOM_FIELDS,
            "custom-fields",
            new CommandBodyReader<>(SaveCustomField.class)),
        new EntityType<>(
            EntityCatalogue.WEB_TRIGGERS,
            "web-triggers",
            new CommandBodyReader<>(SaveWebTrigger.class)));
  }

  /** A source with a syntax error is not saved; what it imports is found in it. */
  static EntityType<SaveScript, Script> scripts(ScriptChecks checks) {
    return new EntityType<>(
        EntityCatalogue.SCRIPTS,
        "scripts",
        new CommandBodyReader<>(
            SaveScript.class,
            Set.of("imports"),
            body -> body.importing(libraries("source", checks.source(body.source())))));
  }

  /** A filter with a syntax error is not saved. */
  static EntityType<SaveListener, Listener> listeners(ScriptChecks checks) {
    return new EntityType<>(
        EntityCatalogue.LISTENERS,
        "listeners",
        new CommandBodyReader<>(
            SaveListener.class, Set.of(), body -> requireValidFilter(body, checks)));
  }

  private static SaveListener requireValidFilter(SaveListener body, ScriptChecks checks) {
    if (body.filter() != null) {
      libraries("filter", checks.filter(body.filter()));
    }
    return body;
  }

  private static List<String> libraries(String field, SourceCheck check) {
    return switch (check) {
      case SourceCheck.Valid(var imports) ->
          imports.stream().map(EntityTypes::libraryOf).distinct().toList();
      case SourceCheck.Invalid(SyntaxError(var message, var line, var column)) ->
          throw Problem.ofField(422, "syntax_error", field, message)
              .with("line", line)
              .with("column", column)
              .asException();
    };
  }

  private static String libraryOf(String specifier) {
    return specifier.startsWith(LIBRARIES) ? specifier.substring(LIBRARIES.length()) : specifier;
  }
}
