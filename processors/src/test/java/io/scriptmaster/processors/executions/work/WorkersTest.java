package io.scriptmaster.processors.executions.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class WorkersTest {

  private final ThreadFactory factory =
      Thread.ofPlatform().daemon().name("test-worker-", 0).factory();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final FairQueue queue = new FairQueue();
  private final Workers workers =
      new Workers(
          queue,
          new WorkerSettings(2, 8, Duration.ofMillis(5), Duration.ofMillis(25)),
          this::thread);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void shouldRunAJobOnce() throws InterruptedException {
    // Given
    List<Counted> jobs = IntStream.range(0, 100).mapToObj(_ -> new Counted()).toList();

    // When
    jobs.forEach(job -> queue.add(ticket("t", job)));
    for (Counted job : jobs) {
      assertThat(job.delivered.await(60, TimeUnit.SECONDS)).isTrue();
    }
    // Comes after all that is in the queue by now, a second time included.
    CountDownLatch last = new CountDownLatch(1);
    queue.add(ticket("t", new Quick(last)));
    assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
    workers.close();
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    }

    // Then
    assertThat(jobs)
        .allSatisfy(
            job -> {
              assertThat(job.runs).hasValue(1);
              assertThat(job.deliveries).hasValue(1);
            });
  }

  @Test
  void shouldRunQuickJobsWhileOthersHoldThreads() throws InterruptedException {
    // Given more endless jobs than threads, of several tenants
    CountDownLatch stop = new CountDownLatch(1);
    List<Endless> endless = IntStream.range(0, 4).mapToObj(_ -> new Endless(stop)).toList();
    IntStream.range(0, 4).forEach(i -> queue.add(ticket("slow-" + i, endless.get(i))));
    for (Endless one : endless) {
      assertThat(one.began.await(60, TimeUnit.SECONDS)).isTrue();
    }

    // When
    CountDownLatch delivered = new CountDownLatch(100);
    IntStream.range(0, 100).forEach(_ -> queue.add(ticket("quick", new Quick(delivered))));

    // Then
    assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
    stop.countDown();
    for (Endless one : endless) {
      assertThat(one.delivered.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void shouldGiveTheRestOfATurnToOthersWhenAJobIsSlow() throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch delivered = new CountDownLatch(10);
    queue.add(ticket("t", new Endless(stop)));
    IntStream.range(0, 10).forEach(_ -> queue.add(ticket("t", new Quick(delivered))));

    assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
    stop.countDown();
  }

  @Test
  void shouldDeliverOnBehalfOfAThreadThatDoesNotComeBack() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Endless lost = new Endless(never);
    lost.stopped.set(true);
    queue.add(ticket("t", lost));

    assertThat(lost.delivered.await(60, TimeUnit.SECONDS)).isTrue();
    CountDownLatch delivered = new CountDownLatch(10);
    IntStream.range(0, 10).forEach(_ -> queue.add(ticket("t", new Quick(delivered))));
    assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(workers.crew().stuck()).isEqualTo(1);
    never.countDown();
    await().atMost(Duration.ofSeconds(60)).until(() -> workers.crew().stuck() == 0);
    assertThat(workers.crew().slow()).isZero();
  }

  @Test
  void shouldComeBackToAJobThatWaits() throws InterruptedException {
    ConcurrentLinkedQueue<String> steps = new ConcurrentLinkedQueue<>();
    CountDownLatch delivered = new CountDownLatch(1);
    queue.add(
        ticket(
            "t",
            new Quick(delivered) {
              @Override
              public Optional<Duration> proceed() {
                steps.add("step");
                return steps.size() < 3 ? Optional.of(Duration.ofMillis(10)) : Optional.empty();
              }
            }));

    assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(steps).hasSize(3);
  }

  @Test
  void shouldSurviveJobsThatThrow() throws InterruptedException {
    // Given more of them than there are threads
    CountDownLatch thrown = new CountDownLatch(4);
    IntStream.range(0, 4)
        .forEach(
            _ ->
                queue.add(
                    ticket(
                        "t",
                        new Quick(thrown) {
                          @Override
                          public Optional<Duration> proceed() {
                            throw new IllegalStateException("a bug");
                          }
                        })));
    assertThat(thrown.await(60, TimeUnit.SECONDS)).isTrue();

    // When
    CountDownLatch next = new CountDownLatch(1);
    queue.add(ticket("t", new Quick(next)));

    // Then
    assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private Thread thread(Runnable worker) {
    Thread thread = factory.newThread(worker);
    threads.add(thread);
    return thread;
  }

  private Ticket ticket(String tenant, Job job) {
    return new Ticket(tenant, Optional.empty(), Share.DEFAULT, () -> job);
  }

  private static class Quick implements Job {
    final CountDownLatch delivered;

    Quick(CountDownLatch delivered) {
      this.delivered = delivered;
    }

    @Override
    public Optional<Duration> proceed() {
      return Optional.empty();
    }

    @Override
    public long outcomeBytes() {
      return 0;
    }

    @Override
    public void deliver() {
      delivered.countDown();
    }

    @Override
    public void cancel() {}

    @Override
    public boolean giveUp() {
      return false;
    }
  }

  private static final class Counted extends Quick {
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger deliveries = new AtomicInteger();

    Counted() {
      super(new CountDownLatch(1));
    }

    @Override
    public Optional<Duration> proceed() {
      runs.incrementAndGet();
      return super.proceed();
    }

    @Override
    public void deliver() {
      deliveries.incrementAndGet();
      super.deliver();
    }
  }

  private static final class Endless implements Job {
    private final CountDownLatch stop;
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch delivered = new CountDownLatch(1);
    private final AtomicBoolean stopped = new AtomicBoolean();

    Endless(CountDownLatch stop) {
      this.stop = stop;
    }

    @Override
    public Optional<Duration> proceed() {
      began.countDown();
      try {
        stop.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Optional.empty();
    }

    @Override
    public long outcomeBytes() {
      return 0;
    }

    @Override
    public void deliver() {
      delivered.countDown();
    }

    @Override
    public void cancel() {}

    @Override
    public boolean giveUp() {
      return stopped.get();
    }
  }
}
