package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.LibraryPin;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.schemas.EntityId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which revision of which library a script runs with: what it was saved with, for as long
 * as it is not saved anew.
 *
 * <p>Each library brings its own pins, which hold all that it needs, so one step is enough.
 */
final class PinLibraries {

  /** Of all libraries that a script needs, those of its libraries included. */
  static final int MAX_PINS = 100;

  private static final String FIELD = "source";

  private final EntityId importer;
  private final TenantState state;
  private final Map<String, Optional<Script>> found = new HashMap<>();

  PinLibraries(EntityId importer, TenantState state) {
    this.importer = importer;
    this.state = state;
  }

  /** What came of it. */
  sealed interface Pins {

    /**
     * All libraries, by id.
     *
     * @param libraries those of libraries included
     */
    record Pinned(List<LibraryPin> libraries) implements Pins {

      public Pinned {
        libraries = List.copyOf(libraries);
      }
    }

    /** Why not. */
    record Refused(Rejected rejected) implements Pins {}
  }

  /** Pins the libraries as they are now. */
  Pins current(List<String> imports) {
    TreeMap<String, Pin> pins = new TreeMap<>();
    for (String id : imports) {
      Optional<Rejected> refused = importable(id).or(() -> add(id, pins));
      if (refused.isPresent()) {
        return new Pins.Refused(refused.get());
      }
    }
    return pins.size() <= MAX_PINS
        ? new Pins.Pinned(pins.values().stream().map(Pin::library).toList())
        : refuse(
            "too_many_imports",
            "with the libraries of its libraries it needs %d, and may need %d"
                .formatted(pins.size(), MAX_PINS));
  }

  /** Pins the libraries as a revision had them. */
  Pins asIn(ScriptRevision revision) {
    for (LibraryPin pin : revision.getImports()) {
      Optional<Rejected> refused = importable(pin.getScript());
      if (refused.isPresent()) {
        return new Pins.Refused(refused.get());
      }
      if (!state.hasRevision(new EntityId(pin.getScript()), pin.getRevision())) {
        return refuse(
            "library_not_found",
            "revision %d imports revision %d of lib/%s, which is gone"
                .formatted(revision.getRevision(), pin.getRevision(), pin.getScript()));
      }
    }
    return new Pins.Pinned(revision.getImports());
  }

  /** A pin, and which of the imports asks for it. */
  private record Pin(LibraryPin library, String askedBy) {}

  private Optional<Rejected> importable(String id) {
    if (id.equals(importer.value())) {
      return Optional.of(cycle(id));
    }
    Optional<Script> library = library(id);
    if (library.isEmpty()) {
      return Optional.of(
          new Rejected(
              "library_not_found",
              "there is no script %s to import as lib/%s; save it first".formatted(id, id),
              FIELD));
    }
    if (!library.get().getLibrary()) {
      return Optional.of(
          new Rejected(
              "not_a_library",
              "script %s is no library; save it with library: true before importing lib/%s"
                  .formatted(id, id),
              FIELD));
    }
    return library.get().getImports().stream().map(LibraryPin::getScript).anyMatch(this::isImporter)
        ? Optional.of(cycle(id))
        : Optional.empty();
  }

  private boolean isImporter(String id) {
    return id.equals(importer.value());
  }

  private Rejected cycle(String through) {
    return new Rejected(
        "import_cycle",
        "%s would import itself through lib/%s; take one of the imports out"
            .formatted(importer, through),
        FIELD);
  }

  private Optional<Rejected> add(String id, Map<String, Pin> pins) {
    Script library = library(id).orElseThrow();
    List<LibraryPin> needed = new ArrayList<>(library.getImports());
    needed.add(new LibraryPin(id, library.getRevision()));
    for (LibraryPin pin : needed) {
      Pin other = pins.putIfAbsent(pin.getScript(), new Pin(pin, id));
      if (other != null && other.library().getRevision() != pin.getRevision()) {
        return Optional.of(conflict(other, new Pin(pin, id)));
      }
    }
    return Optional.empty();
  }

  /** One of the two was pinned by a library that was saved before the other revision was made. */
  private static Rejected conflict(Pin first, Pin second) {
    Pin older = first.library().getRevision() < second.library().getRevision() ? first : second;
    return new Rejected(
        "import_conflict",
        "lib/%s is needed in revision %d by lib/%s and in revision %d by lib/%s; save %s anew to move it to the current one"
            .formatted(
                first.library().getScript(),
                first.library().getRevision(),
                first.askedBy(),
                second.library().getRevision(),
                second.askedBy(),
                older.askedBy()),
        FIELD);
  }

  private Optional<Script> library(String id) {
    // Each has its source with it, and is asked for more than once.
    return found.computeIfAbsent(id, _ -> state.find(EntityCatalogue.SCRIPTS, new EntityId(id)));
  }

  private static Pins refuse(String code, String message) {
    return new Pins.Refused(new Rejected(code, message, FIELD));
  }
}
