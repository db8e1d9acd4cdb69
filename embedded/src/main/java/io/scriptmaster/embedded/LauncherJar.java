package io.scriptmaster.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A runnable jar with {@link RegistryLauncher} alone, in front of the registry's own jar.
 *
 * <p>The child's class path could name the place our own classes came from, but a JDK class-data
 * archive refuses a folder of classes and is thrown away when a jar changes; this one changes only
 * with the launcher. And module options in a manifest, unlike those of the command line, leave that
 * archive whole.
 */
final class LauncherJar {

  private static final String LAUNCHER =
      RegistryLauncher.class.getName().replace('.', '/') + ".class";
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private LauncherJar() {}

  /** Leaves a jar that is already right as it is; others may start from it at the same time. */
  static Path write(Path directory, Path registryJar) throws IOException {
    Path jar = directory.resolve("registry-launcher.jar");
    byte[] content = content(manifest(jar, registryJar));
    if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), content)) {
      Path whole = Path.of("%s.%x".formatted(jar, System.nanoTime()));
      Files.write(whole, content);
      Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    return jar;
  }

  /**
   * Module options as in the registry's own manifest, which counts only for the jar that is run.
   */
  private static Manifest manifest(Path jar, Path registryJar) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, RegistryLauncher.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, relativeUrl(jar, registryJar));
    attributes.putValue("Add-Opens", "java.base/java.lang");
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    return manifest;
  }

  /** Relative, because the class-data archive does not understand an absolute one. */
  private static String relativeUrl(Path jar, Path registryJar) {
    Path relative = jar.getParent().relativize(registryJar);
    StringBuilder url = new StringBuilder();
    for (Path step : relative) {
      url.append(url.isEmpty() ? "" : "/").append(encoded(step));
    }
    return url.toString();
  }

  private static String encoded(Path step) {
    String path = Path.of("/").resolve(step).toUri().getRawPath();
    String name = path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static byte[] content(Manifest manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream launcher = LauncherJar.class.getClassLoader().getResourceAsStream(LAUNCHER);
        ZipOutputStream jar = new ZipOutputStream(bytes)) {
      jar.putNextEntry(entry(JarFile.MANIFEST_NAME));
      manifest.write(jar);
      jar.putNextEntry(entry(LAUNCHER));
      launcher.transferTo(jar);
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(FIXED_TIME);
    return entry;
  }
}
