package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.streams.Slice.Entry;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class StoreReadsTest {

  private static final TenantId ACME = new TenantId("acme");

  private final NavigableMap<String, byte[]> store = new TreeMap<>();
  private long now;
  private long nanosPerSlice;
  private int slices;

  /** As a store at work: slices end after 1 MiB, or after the entries that are asked for. */
  private final PartitionReads partition =
      new PartitionReads() {
        @Override
        @SuppressWarnings("unchecked")
        public <V> Slice<V> ask(String name, int partition, StoreQuestion question) {
          slices++;
          now += nanosPerSlice;
          StoreQuestion.Range range = (StoreQuestion.Range) question;
          List<Entry<V>> entries = new ArrayList<>();
          int size = 0;
          for (var entry : store.subMap(range.from(), range.to().orElseThrow()).entrySet()) {
            if (entries.size() == range.maxEntries() || size >= Slice.ENOUGH_BYTES) {
              return new Slice<>(entries, false);
            }
            entries.add(new Entry<>(entry.getKey(), (V) entry.getValue()));
            size += entry.getValue().length;
          }
          return new Slice<>(entries, true);
        }
      };

  private final StoreReads reads = new StoreReads(partition, 3, () -> now);

  @Test
  void shouldEndAPageThatLookedAtManyBytesForNothing() {
    // Given
    put(200, 256 * 1024);

    // When
    Page<byte[]> page = page("", value -> false);

    // Then
    assertThat(page.items()).isEmpty();
    assertThat(page.looked()).isEqualTo(PageScan.ENOUGH_CHARACTERS / (256 * 1024));
    assertThat(page.next()).contains(key(page.looked()));
    assertThat(slices).isLessThanOrEqualTo(10);
  }

  @Test
  void shouldReachTheEndPageByPage() {
    // Given
    put(200, 256 * 1024);
    store.put(key(199), new byte[] {1});

    // When
    List<byte[]> found = new ArrayList<>();
    int looked = 0;
    String from = "";
    do {
      Page<byte[]> page = page(from, value -> value.length == 1);
      found.addAll(page.items());
      looked += page.looked();
      from = page.next().orElse("");
    } while (!from.isEmpty());

    // Then
    assertThat(found).containsExactly(new byte[] {1});
    assertThat(looked).isEqualTo(200);
  }

  @Test
  void shouldEndAPageThatTakesLong() {
    // Given
    put(5_000, 10);
    nanosPerSlice = Duration.ofMillis(90).toNanos();

    // When
    Page<byte[]> page = page("", value -> false);

    // Then
    assertThat(slices).isEqualTo(4);
    assertThat(page.items()).isEmpty();
    assertThat(page.next()).contains(key(page.looked()));
    assertThat(page.looked()).isBetween(200, 400);
  }

  @Test
  void shouldFillAPageThatLeavesNothingOutHoweverSlow() {
    // Given
    put(60, 60 * 1024);
    nanosPerSlice = Duration.ofSeconds(1).toNanos();

    // When
    Page<byte[]> page = page("", value -> true);

    // Then
    assertThat(slices).isGreaterThan(2);
    assertThat(page.items()).hasSize(50);
    assertThat(page.next()).contains(key(50));
  }

  @Test
  void shouldGetOnByOneEntryHoweverLargeAndSlow() {
    // Given
    put(3, PageScan.ENOUGH_CHARACTERS);
    nanosPerSlice = Duration.ofSeconds(3).toNanos();

    // When
    Page<byte[]> page = page("", value -> true);

    // Then
    assertThat(page.items()).hasSize(1);
    assertThat(page.next()).contains(key(1));
  }

  private Page<byte[]> page(String from, Predicate<byte[]> wanted) {
    return reads.range("store", ACME, from.isEmpty() ? "k" : from, "l", 50, 5_000, wanted);
  }

  private void put(int entries, int size) {
    byte[] value = new byte[size];
    for (int number = 0; number < entries; number++) {
      store.put(key(number), value);
    }
  }

  private static String key(int number) {
    return "k%06d".formatted(number);
  }
}
