package io.scriptmaster.processors.executions.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentWritesTest {

  private final RecentWrites writes = new RecentWrites();
  private final ReadSet reads = new ReadSet();

  @Test
  void shouldFindAChangeOfAKeyThatWasRead() {
    write("acme/a");
    reads.key("acme/a", writes.last());
    write("acme/b");
    assertThat(writes.changedSince(reads)).isFalse();

    write("acme/a");

    assertThat(writes.changedSince(reads)).isTrue();
  }

  @Test
  void shouldFindAChangeUnderAPrefixThatWasListed() {
    write("acme/points:a");
    reads.prefix("acme/points:", writes.last());
    write("acme/points");
    write("acme/points;");
    write("globex/points:a");
    assertThat(writes.changedSince(reads)).isFalse();

    write("acme/points:new");

    assertThat(writes.changedSince(reads)).isTrue();
  }

  @Test
  void shouldCountFromTheFirstReadOfAKeyOrAPrefix() {
    reads.prefix("acme/", writes.last());
    write("acme/a");
    reads.prefix("acme/", writes.last());

    assertThat(writes.changedSince(reads)).isTrue();
  }

  @Test
  void shouldCountAWriteThatIsBeingMadeAsMissed() {
    reads.key("acme/a", writes.last());

    writes.note("acme/a");

    assertThat(writes.changedSince(reads)).isTrue();
  }

  @Test
  void shouldForgetOnlyWhatNoReaderCouldHaveMissed() {
    write("acme/a");
    write("acme/b");
    reads.key("acme/a", writes.last());
    reads.prefix("acme/b", writes.last());
    write("acme/b");

    writes.prune(reads.first());

    assertThat(writes.changedSince(reads)).isTrue();
    ReadSet later = new ReadSet();
    later.key("acme/a", 0);
    assertThat(writes.changedSince(later)).as("which nobody has read so early").isFalse();
  }

  private void write(String key) {
    writes.note(key);
    writes.made();
  }
}
