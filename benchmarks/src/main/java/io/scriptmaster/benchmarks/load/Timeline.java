package io.scriptmaster.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/** How many records had come by when. One thread adds, any reads. */
public final class Timeline {

  private record Point(long nanos, int count) {}

  private final List<Point> points = new ArrayList<>();
  private volatile int count;

  synchronized void add(long nanos, int more) {
    points.add(new Point(nanos, count + more));
    count += more;
  }

  public int count() {
    return count;
  }

  /** Records per second after the first that came together. */
  public double wholeRate() {
    return rateFrom(0);
  }

  /** Records per second over the second half. */
  public double warmRate() {
    return rateFrom(count / 2);
  }

  private synchronized double rateFrom(int least) {
    Point first = points.stream().filter(point -> point.count >= least).findFirst().orElseThrow();
    Point last = points.getLast();
    return last == first ? 0 : (last.count - first.count) * 1e9 / (last.nanos - first.nanos);
  }
}
