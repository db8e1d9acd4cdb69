package io.scriptmaster.processors.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.LibraryPin;
import org.junit.jupiter.api.Test;

/** Which libraries a script may import, and in which revision it gets them. */
class LibrariesTest {

  private final DecidedTenant tenant = new DecidedTenant();

  @Test
  void shouldPinTheCurrentRevisionOfALibraryAndOfAllThatItNeeds() {
    // Given
    tenant.saveLibrary("base", "export const a = 1");
    tenant.saveLibrary("base", "export const a = 2");
    tenant.saveLibrary("points", "export const p = 1", "base");

    // When
    CommandResult saved = tenant.saveImporter("score", "points");

    // Then
    assertThat(saved.getMessage()).isNull();
    assertThat(tenant.script("score").getImports())
        .containsExactly(new LibraryPin("base", 2), new LibraryPin("points", 1));
    assertThat(tenant.revision("score", 1).getImports())
        .containsExactly(new LibraryPin("base", 2), new LibraryPin("points", 1));
  }

  @Test
  void shouldKeepThePinsUntilTheScriptIsSavedAnew() {
    // Given
    tenant.saveLibrary("points", "export const p = 1");
    tenant.saveImporter("score", "points");

    // When
    tenant.saveLibrary("points", "export const p = 2");

    // Then
    assertThat(tenant.script("score").getImports()).containsExactly(new LibraryPin("points", 1));
    assertThat(tenant.script("score").getRevision()).isEqualTo(1);
  }

  @Test
  void shouldMakeARevisionOfAnEqualSourceWhenThePinsMove() {
    // Given
    tenant.saveLibrary("points", "export const p = 1");
    tenant.saveImporter("score", "points");
    tenant.saveLibrary("points", "export const p = 2");

    // When
    tenant.saveImporter("score", "points");
    CommandResult again = tenant.saveImporter("score", "points");

    // Then
    assertThat(again.getVersion()).isEqualTo(2);
    assertThat(tenant.script("score").getRevision()).isEqualTo(2);
    assertThat(tenant.revision("score", 2).getImports())
        .containsExactly(new LibraryPin("points", 2));
    assertThat(tenant.revision("score", 1).getImports())
        .containsExactly(new LibraryPin("points", 1));
  }

  @Test
  void shouldRefuseALibraryThatIsNotThereOrIsNone() {
    tenant.saveScript("plain", "");

    refused(tenant.saveImporter("score", "gone"), "library_not_found", "lib/gone");
    refused(tenant.saveImporter("score", "plain"), "not_a_library", "library: true");
    assertThat(tenant.state().count(EntityCatalogue.SCRIPTS)).isEqualTo(1);
  }

  @Test
  void shouldRefuseAScriptThatWouldImportItself() {
    // Given
    tenant.saveLibrary("a", "export const a = 1");
    tenant.saveLibrary("b", "export const b = 1", "a");
    tenant.saveLibrary("c", "export const c = 1", "b");

    // Then
    refused(tenant.saveLibrary("a", "export const a = 2", "a"), "import_cycle", "lib/a");
    refused(tenant.saveLibrary("a", "export const a = 2", "b"), "import_cycle", "lib/b");
    refused(tenant.saveLibrary("a", "export const a = 2", "c"), "import_cycle", "lib/c");
    assertThat(tenant.script("a").getRevision()).isEqualTo(1);
  }

  @Test
  void shouldRefuseTwoRevisionsOfOneLibraryAndSayWhatToSaveAnew() {
    // Given
    tenant.saveLibrary("base", "export const a = 1");
    tenant.saveLibrary("old", "export const o = 1", "base");
    tenant.saveLibrary("base", "export const a = 2");
    tenant.saveLibrary("new", "export const n = 1", "base");

    // When
    CommandResult refused = tenant.saveImporter("score", "old", "new");
    CommandResult direct = tenant.saveImporter("score", "old", "base");
    tenant.saveLibrary("old", "export const o = 1", "base");
    CommandResult mended = tenant.saveImporter("score", "old", "new");

    // Then
    refused(refused, "import_conflict", "save old anew");
    refused(direct, "import_conflict", "save old anew");
    assertThat(mended.getAccepted()).isTrue();
    assertThat(tenant.script("score").getImports())
        .containsExactly(
            new LibraryPin("base", 2), new LibraryPin("new", 1), new LibraryPin("old", 2));
  }

  @Test
  void shouldHoldOnToALibraryThatIsImported() {
    // Given
    tenant.saveLibrary("base", "export const a = 1");
    tenant.saveLibrary("points", "export const p = 1", "base");
    tenant.saveImporter("score", "points");

    // Then
    refused(tenant.delete("points", false), "library_in_use", "script score imports");
    refused(tenant.delete("base", true), "library_in_use", "script points and 1 more imports");
    CommandResult unmarked = tenant.saveScript("base", "");
    refused(unmarked, "library_in_use", "leave library: true");
    assertThat(unmarked.getField()).isEqualTo("library");
    assertThat(tenant.delete("score", false).getAccepted()).isTrue();
    assertThat(tenant.delete("points", false).getAccepted()).isTrue();
    assertThat(tenant.saveScript("base", "").getAccepted()).isTrue();
  }

  @Test
  void shouldRestoreARevisionWithThePinsThatItHad() {
    // Given
    tenant.saveLibrary("points", "export const p = 1");
    tenant.saveImporter("score", "points");
    tenant.saveLibrary("points", "export const p = 2");
    tenant.saveImporter("score", "points");

    // When
    CommandResult restored = tenant.restore("score", 1);
    CommandResult again = tenant.restore("score", 1);

    // Then
    assertThat(restored.getVersion()).isEqualTo(3);
    assertThat(again.getVersion()).isEqualTo(3);
    assertThat(tenant.script("score").getImports()).containsExactly(new LibraryPin("points", 1));
    assertThat(tenant.revision("score", 3).getRestoredFrom()).isEqualTo(1);
  }

  @Test
  void shouldNotRestoreARevisionWhoseLibraryIsGone() {
    // Given
    tenant.saveLibrary("points", "export const p = 1");
    tenant.saveImporter("score", "points");
    tenant.saveScript("score", ", \"description\": \"alone\"");
    tenant.delete("points", false);

    // When
    CommandResult refused = tenant.restore("score", 1);

    // Then
    refused(refused, "library_not_found", "lib/points");
  }

  @Test
  void shouldKeepEverythingButTheSourceAcrossARestore() {
    // Given
    String settings =
        ", \"library\": true, \"limits\": {\"cpuMillis\": 100}, \"retry\": {\"attempts\": 3}";
    tenant.save("script", "score", "{\"source\": \"return 1\"" + settings + "}");
    tenant.save("script", "score", "{\"source\": \"return 2\"" + settings + "}");
    var before = tenant.script("score");

    // When
    tenant.restore("score", 1);

    // Then
    var after = tenant.script("score");
    assertThat(after.getSource()).isEqualTo("return 1");
    assertThat(after.getLibrary()).isTrue();
    assertThat(after.getLimits()).isEqualTo(before.getLimits()).containsEntry("cpuMillis", 100L);
    assertThat(after.getRetry()).isEqualTo(before.getRetry()).isNotNull();
  }

  private static void refused(CommandResult result, String code, String part) {
    assertThat(result.getAccepted()).isFalse();
    assertThat(result.getCode()).isEqualTo(code);
    assertThat(result.getMessage()).contains(part);
  }
}
