package io.scriptmaster.processors.streams;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Lets the instances of a cluster read each other's stores.
 *
 * <p>Open it, give {@link #address} to the {@link StreamsSettings}, build the applications, then
 * take their {@link #reads}; close it after the applications have left their groups, so that
 * whoever asks until then is told to look elsewhere.
 */
public final class SharedStores implements AutoCloseable {

  private final StoreReadServer server;
  private final StoreReadClient client;
  private final HostAndPort address;

  private SharedStores(StoreReadServer server, StoreReadClient client, HostAndPort address) {
    this.server = server;
    this.client = client;
    this.address = address;
  }

  /**
   * Listens for other instances on loopback alone and on any free port: they learn the port from
   * the group. For instances of one machine.
   */
  public static SharedStores onLoopback(ClusterKey key) {
    InetSocketAddress anyPort = new InetSocketAddress("127.0.0.1", 0);
    StoreReadServer server = StoreReadServer.start(anyPort, key);
    return new SharedStores(
        server, new StoreReadClient(key), new HostAndPort("127.0.0.1", server.port()));
  }

  /**
   * Listens for other instances on the address that the host stands for, and no other.
   *
   * @param address as other instances reach it
   * @throws java.io.UncheckedIOException where it is not an address of this machine or is in use
   */
  public static SharedStores on(HostAndPort address, ClusterKey key) {
    StoreReadServer server =
        StoreReadServer.start(new InetSocketAddress(address.host(), address.port()), key);
    return new SharedStores(server, new StoreReadClient(key), address);
  }

  /** What this instance advertises. */
  public HostAndPort address() {
    return address;
  }

  /**
   * Reads of the whole store, wherever its partitions are; from now on other instances are answered
   * for the partitions that are here.
   *
   * @param partitions of each topic that the application reads
   */
  public StoreReads reads(StreamsApplication application, int partitions) {
    server.serve(application);
    return new StoreReads(
        new ForwardedReads(
            application,
            Optional.of(client),
            new StoreOwners(application.streams(), Optional.of(address))),
        partitions);
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
