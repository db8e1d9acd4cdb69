package io.scriptmaster.benchmarks.surroundings;

import java.net.URI;

/**
 * The ports of benchmarked instances, all on 127.0.0.1. Below 32,000: those above are given to
 * outgoing connections, one of which may have taken any of them.
 */
public final class BenchmarkPorts {

  public static final int API = 18180;

  /** Of a second instance beside the first. */
  public static final int SECOND_API = 18190;

  public static final int KAFKA = 19192;
  public static final int REGISTRY = 18181;

  public static final String BOOTSTRAP_SERVERS = "127.0.0.1:" + KAFKA;
  public static final URI REGISTRY_URL =
      URI.create("http://127.0.0.1:%d/apis/ccompat/v7".formatted(REGISTRY));

  private BenchmarkPorts() {}
}
