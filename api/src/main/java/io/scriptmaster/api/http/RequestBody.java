package io.scriptmaster.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;

/** Reads the body of a write: JSON by its type, bounded in size and time, UTF-8. */
final class RequestBody {

  /**
   * So much of a body that is too large is read and dropped: a client that is still sending hears
   * the answer.
   */
  private static final int MAX_DROPPED = 16 * 1024 * 1024;

  private static final Set<String> ACCEPTED_CHARSETS = Set.of("", "utf-8");

  /** What is taken for a body that does not tell its length, as it grows. */
  private static final int STEP = 64 * 1024;

  private final HttpServletRequest request;
  private final BodyRoom room;
  private final BodyRoom.Place place;

  /**
   * @param place holds the room for the body after it was read too
   */
  RequestBody(HttpServletRequest request, BodyRoom room, BodyRoom.Place place) {
    this.request = request;
    this.room = room;
    this.place = place;
  }

  String text(int maxBytes) {
    requireJson();
    ReadingTime time = room.begin();
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(maxBytes))).toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(400, "invalid_json", "the body is not UTF-8").asException();
    } catch (IOException e) {
      // The client went away or was too slow.
      throw time.stop()
          ? room.tooSlow().asException().with("Connection", "close")
          : Problem.of(400, "body_incomplete", "the body ended before it was complete")
              .asException();
    } finally {
      time.stop();
    }
  }

  private byte[] bytes(int maxBytes) throws IOException {
    long claimed = request.getContentLengthLong();
    try (InputStream in = request.getInputStream()) {
      if (claimed > maxBytes) {
        drop(in);
        throw tooLarge(maxBytes);
      }
      return claimed < 0 ? growing(in, maxBytes) : whole(in, (int) claimed);
    }
  }

  /** The server reads no more than the client claims, and fails where less comes. */
  private byte[] whole(InputStream in, int claimed) throws IOException {
    place.take(claimed);
    return in.readNBytes(claimed);
  }

  private byte[] growing(InputStream in, int maxBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] step;
    do {
      place.take(STEP);
      step = in.readNBytes(STEP);
      bytes.writeBytes(step);
      if (bytes.size() > maxBytes) {
        drop(in);
        throw tooLarge(maxBytes);
      }
    } while (step.length == STEP);
    return bytes.toByteArray();
  }

  private static ProblemException tooLarge(int maxBytes) {
    return Problem.of(413, "body_too_large", "the body is at most %d bytes".formatted(maxBytes))
        .asException();
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
