package io.scriptmaster.embedded;

import java.nio.file.Path;

/**
 * The parent of a registry: prints the child's process id and URL, and lives until it is killed.
 */
final class RegistryProcess {

  private RegistryProcess() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(RegistrySettings.in(Path.of(args[0]), Path.of(args[1])));
    System.out.println(registry.pid());
    System.out.println(registry.url());
    Thread.currentThread().join();
  }
}
