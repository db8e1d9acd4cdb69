package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.Problem;
import io.scriptmaster.engine.SourceCheck;
import io.scriptmaster.engine.SyntaxError;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.SaveAppConfig;
import io.scriptmaster.processors.entities.SaveCustomField;
import io.scriptmaster.processors.entities.SaveListener;
import io.scriptmaster.processors.entities.SaveSchedule;
import io.scriptmaster.processors.entities.SaveScript;
import io.scriptmaster.processors.entities.SaveWebTrigger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The kinds of entity that are saved as they are sent. */
final class EntityTypes {

  private static final Map<String, String> NOT_YET_IN_LISTENERS =
      Map.of(
          "filter",
          "filters of listeners are not supported yet; choose by eventTypes, or test in the script");

  private static final Map<String, String> NOT_YET_IN_SCRIPTS =
      Map.of("limits", "limits of a script are not supported yet; leave the field out");

  private EntityTypes() {}

  /** Those that name a script, or nothing. */
  static List<EntityType<?, ?>> plain() {
    return List.of(
        new EntityType<>(
            EntityCatalogue.LISTENERS,
            "listeners",
            new CommandBodyReader<>(SaveListener.class, NOT_YET_IN_LISTENERS, body -> {})),
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

  /** A source with a syntax error is not saved. */
  static EntityType<SaveScript, Script> scripts(Function<String, SourceCheck> sourceCheck) {
    return new EntityType<>(
        EntityCatalogue.SCRIPTS,
        "scripts",
        new CommandBodyReader<>(
            SaveScript.class,
            NOT_YET_IN_SCRIPTS,
            body -> requireValid(sourceCheck.apply(body.source()))));
  }

  private static void requireValid(SourceCheck check) {
    switch (check) {
      case SourceCheck.Valid _ -> {}
      case SourceCheck.Invalid(SyntaxError(var message, var line, var column)) ->
          throw Problem.ofField(422, "syntax_error", "source", message)
              .with("line", line)
              .with("column", column)
              .asException();
    }
  }
}
