package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.limits.LimitCheck;
import io.scriptmaster.schemas.EntityId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of the command that saves a script.
 *
 * @param source JavaScript, at most {@value #MAX_SOURCE} characters; its syntax is checked at the
 *     door
 * @param description null or at most {@value #MAX_TEXT} characters
 * @param message why this revision is made, null or at most {@value #MAX_TEXT} characters
 * @param enabled a disabled script starts no executions; true unless given
 * @param library other scripts of the tenant may import it as {@code lib/<id>}; false unless given
 * @param limits of one execution, by the words of {@link
 *     io.scriptmaster.processors.limits.Limit#ofScripts}, not above the tenant's; none unless given
 * @param retry null: one attempt
 * @param imports the ids of the libraries that the source names, found at the door; at most {@value
 *     #MAX_IMPORTS}
 */
public record SaveScript(
    String source,
    String description,
    String message,
    Boolean enabled,
    Boolean library,
    Map<String, Long> limits,
    Retry retry,
    List<String> imports)
    implements CommandBody {

  public static final int MAX_SOURCE = 256 * 1024;
  public static final int MAX_TEXT = 2_000;
  public static final int MAX_IMPORTS = 20;

  public SaveScript {
    Fields.require(
        source != null && !source.isBlank() && source.length() <= MAX_SOURCE,
        "source",
        "source is JavaScript of 1 to %d characters".formatted(MAX_SOURCE));
    requireText("description", description);
    requireText("message", message);
    enabled = enabled == null || enabled;
    library = library != null && library;
    limits = limits == null ? Map.of() : new TreeMap<>(limits);
    Fields.requireLimits(LimitCheck.ofScript(limits));
    limits = Map.copyOf(limits);
    imports = imports == null ? List.of() : imports;
    Fields.require(
        imports.size() <= MAX_IMPORTS
            && imports.stream().allMatch(id -> EntityId.parse(id).isPresent()),
        "source",
        "a source imports at most %d libraries, each as lib/ and the id of a script"
            .formatted(MAX_IMPORTS));
    imports = imports.stream().distinct().sorted().toList();
  }

  /** A script that is no library, has its tenant's limits, one attempt and no imports. */
  public SaveScript(String source, String description, String message, Boolean enabled) {
    this(source, description, message, enabled, false, Map.of(), null, List.of());
  }

  /** The same with the libraries that its source was found to name. */
  public SaveScript importing(List<String> libraries) {
    return new SaveScript(source, description, message, enabled, library, limits, retry, libraries);
  }

  private static void requireText(String field, String text) {
    Fields.require(
        text == null || text.length() <= MAX_TEXT,
        field,
        "%s is text of at most %d characters".formatted(field, MAX_TEXT));
  }
}
