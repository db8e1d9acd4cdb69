package io.scriptmaster.benchmarks.load;

import io.scriptmaster.event.TriggerEvent;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The events of one run. The n-th is the same in every run but for its id and time, so what several
 * candidates make of it can be compared.
 *
 * @param run begins the ids: no two runs share it, since a second event with an id is ignored
 * @param type of all events
 */
public record Events(String run, String type, Tenants tenants) {

  private static final int PAYLOAD_BYTES = 250;
  private static final int KEYS = 10_000;
  private static final String FILLING = "lorem ipsum dolor sit amet ".repeat(10);

  public TriggerEvent event(int n) {
    SplittableRandom random = new SplittableRandom(n);
    String tenant = tenants.pick(random);
    return TriggerEvent.newBuilder()
        .setId(run + "-" + n)
        .setTenant(tenant)
        .setType(type)
        .setKey("issue-" + random.nextInt(KEYS))
        .setOccurredAt(Instant.now())
        .setPayload(payload(n, random))
        .setHeaders(Map.of())
        .build();
  }

  /** The n of an event of this run; -1 for any other id. */
  public int numberOf(String id) {
    return id.length() > run.length() + 1 && id.startsWith(run) && id.charAt(run.length()) == '-'
        ? Integer.parseInt(id, run.length() + 1, id.length(), 10)
        : -1;
  }

  private static String payload(int n, SplittableRandom random) {
    String fields =
        "{\"n\":%d,\"reporter\":\"user-%d\",\"project\":\"project-%d\",\"votes\":%d,\"summary\":\""
            .formatted(n, random.nextInt(1_000), random.nextInt(20), random.nextInt(100));
    return fields + FILLING.substring(0, PAYLOAD_BYTES - fields.length() - 2) + "\"}";
  }
}
