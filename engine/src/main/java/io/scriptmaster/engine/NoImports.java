package io.scriptmaster.engine;

import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * A file system without files, to answer an import: GraalJS resolves module names through the
 * context's file system, and the text of the exception thrown here is what the script's author
 * reads (of an {@link IllegalArgumentException}; other kinds show their Java class). Remembers the
 * first name it was asked for.
 *
 * <p>GraalJS never asks for {@code data:} URLs: it reads the module out of the URL. Static ones are
 * refused by {@link SourceReader}; {@code import('data:…')} gives a script code from text, inside
 * the same sandbox.
 */
final class NoImports implements FileSystem {

  private String firstRefused;

  Optional<String> firstRefused() {
    return Optional.ofNullable(firstRefused);
  }

  static String messageFor(String name) {
    return "import is not supported: " + name;
  }

  @Override
  public Path parsePath(URI uri) {
    throw refuse(uri.toString());
  }

  @Override
  public Path parsePath(String path) {
    throw refuse(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... linkOptions) {
    throw refuse(path.toString());
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) {
    throw refuse(dir.toString());
  }

  @Override
  public void delete(Path path) {
    throw refuse(path.toString());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) {
    throw refuse(path.toString());
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) {
    throw refuse(dir.toString());
  }

  @Override
  public Path toAbsolutePath(Path path) {
    throw refuse(path.toString());
  }

  @Override
  public Path toRealPath(Path path, LinkOption... linkOptions) {
    throw refuse(path.toString());
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
    throw refuse(path.toString());
  }

  private IllegalArgumentException refuse(String name) {
    String shown = name.length() <= 200 ? name : name.substring(0, 200) + "…";
    if (firstRefused == null) {
      firstRefused = shown;
    }
    return new IllegalArgumentException(messageFor(shown));
  }
}
