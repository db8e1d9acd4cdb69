package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.Compilation.Refused;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CompilationCacheTest {

  private static final Function<Script, Compilation> NEW =
      script -> new Refused(script, "code", new SyntaxError("message", 1, 1));

  private static final Function<Script, Compilation> NOT_ASKED =
      script -> {
        throw new AssertionError(script.name() + " was known");
      };

  @Test
  void shouldKeepAsMuchTextAsThereIsRoomForTheLatestUsed() {
    // Given
    CompilationCache cache = new CompilationCache(1_000_000);

    // When
    for (int n = 0; n < 50; n++) {
      cache.get(script(n, 50_000), NEW);
      cache.get(script(0, 50_000), NEW);
    }

    // Then
    assertThat(cache.size()).isEqualTo(4);
    cache.get(script(0, 50_000), NOT_ASKED);
    cache.get(script(49, 50_000), NOT_ASKED);
  }

  @Test
  void shouldKeepMoreOfWhatIsSmall() {
    // Given
    CompilationCache cache = new CompilationCache(1_000_000);

    // When
    for (int n = 0; n < 1_000; n++) {
      cache.get(script(n, 100), NEW);
    }

    // Then
    assertThat(cache.size()).isEqualTo(416);
  }

  @Test
  void shouldFindWhatSomebodyStillUses() {
    // Given
    CompilationCache cache = new CompilationCache(1_000_000);
    Compilation used = cache.get(script(1, 100), NEW);

    // When
    cache.letGoUnusedSince(System.nanoTime() + 1);

    // Then
    assertThat(cache.size()).isZero();
    assertThat(cache.get(script(1, 100), NOT_ASKED)).isSameAs(used);
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void shouldKeepWhatWasUsedLately() {
    // Given
    CompilationCache cache = new CompilationCache(1_000_000);
    cache.get(script(1, 100), NEW);
    long then = System.nanoTime();
    cache.get(script(2, 100), NEW);

    // When
    cache.letGoUnusedSince(then);

    // Then
    assertThat(cache.size()).isEqualTo(1);
    cache.get(script(2, 100), NOT_ASKED);
  }

  @Test
  void shouldNotBeFilledByChecks() {
    try (Sandbox sandbox = new Sandbox();
        ReadingRoom room = new ReadingRoom(1, Executors.defaultThreadFactory())) {
      // Given
      CompilationCache cache = new CompilationCache(1_000_000);
      ScriptCompiler compiler = new ScriptCompiler(sandbox, room, room, cache);

      // When
      Compilation refused =
          compiler.check(new Script("script", "return ("), Duration.ofSeconds(30));

      // Then
      assertThat(refused).isInstanceOf(Refused.class);
      assertThat(cache.size()).isZero();
    }
  }

  private static Script script(int n, int chars) {
    return new Script("script-" + n, " ".repeat(chars));
  }
}
