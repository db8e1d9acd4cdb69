package io.scriptmaster.processors.streams;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** What a processor does again and again by the clock, on its stream thread. */
public final class WallClockPunctuation {

  private WallClockPunctuation() {}

  /**
   * Schedules it.
   *
   * <p>A client's {@link TimeoutException} would make Kafka Streams (4.3.1, {@code
   * StreamTask.punctuate}) close this task alone, after it has committed what the task had written
   * of a transaction without its offsets. As any other exception it ends the thread, which aborts
   * the transaction and is replaced.
   *
   * @return to be cancelled when the processor is closed: a task may be revived with it
   */
  public static Cancellable schedule(
      ProcessingContext context, Duration every, Punctuator punctuator) {
    return context.schedule(
        every,
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          try {
            punctuator.punctuate(now);
          } catch (TimeoutException e) {
            throw new StreamsException("Kafka or the schema registry did not answer in time", e);
          }
        });
  }
}
