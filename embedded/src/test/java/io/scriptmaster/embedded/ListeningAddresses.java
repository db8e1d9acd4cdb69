package io.scriptmaster.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The local addresses on which a Linux process accepts TCP connections, as the kernel writes them:
 * hex, host byte order.
 */
final class ListeningAddresses {

  static final Set<String> LOOPBACK = Set.of("0100007F", "0000000000000000FFFF00000100007F");

  private static final String LISTEN = "0A";

  private ListeningAddresses() {}

  static List<String> of(long pid) throws IOException {
    Set<String> sockets = sockets(pid);
    return Stream.of("tcp", "tcp6")
        .map(table -> Path.of("/proc", Long.toString(pid), "net", table))
        .flatMap(ListeningAddresses::rows)
        .map(row -> row.strip().split("\\s+"))
        .filter(row -> row[3].equals(LISTEN) && sockets.contains("socket:[" + row[9] + "]"))
        .map(row -> row[1].substring(0, row[1].indexOf(':')))
        .toList();
  }

  private static Stream<String> rows(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> sockets(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.map(ListeningAddresses::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
