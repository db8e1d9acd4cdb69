package io.scriptmaster.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;

/** Reads the body of a write: JSON by its type, bounded, UTF-8. */
final class RequestBody {

  /**
   * So much of a body that is too large is read and dropped: a client that is still sending hears
   * the answer.
   */
  private static final int MAX_DROPPED = 16 * 1024 * 1024;

  private static final Set<String> ACCEPTED_CHARSETS = Set.of("", "utf-8");

  private final HttpServletRequest request;

  RequestBody(HttpServletRequest request) {
    this.request = request;
  }

  String text(int maxBytes) {
    requireJson();
    try (InputStream in = request.getInputStream()) {
      // One byte more than allowed is asked for: the length that the client claims is not trusted.
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        drop(in);
        throw Problem.of(413, "body_too_large", "the body is at most %d bytes".formatted(maxBytes))
            .asException();
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(400, "invalid_json", "the body is not UTF-8").asException();
    } catch (IOException e) {
      // The client went away or was too slow: nobody reads this, but it is not our failure.
      throw Problem.of(400, "body_incomplete", "the body ended before it was complete")
          .asException();
    }
  }

  private void requireJson() {
    String[] type =
        (request.getContentType() == null ? "" : request.getContentType()).split(";", 2);
    String charset = request.getCharacterEncoding() == null ? "" : request.getCharacterEncoding();
    if (!type[0].strip().equalsIgnoreCase("application/json")
        || !ACCEPTED_CHARSETS.contains(charset.toLowerCase(Locale.ROOT))) {
      throw unsupported("send the body as Content-Type: application/json, in UTF-8");
    }
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw unsupported("send the body without a Content-Encoding");
    }
  }

  private static ProblemException unsupported(String detail) {
    return Problem.of(415, "unsupported_media_type", detail).asException();
  }

  private static void drop(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    int dropped = 0;
    int read = in.read(buffer);
    while (read >= 0 && dropped < MAX_DROPPED) {
      dropped += read;
      read = in.read(buffer);
    }
  }
}
