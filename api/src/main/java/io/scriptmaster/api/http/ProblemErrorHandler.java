package io.scriptmaster.api.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the web server itself refuses, such as a malformed request line, is a problem like all
 * others.
 */
final class ProblemErrorHandler extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    String detail = code < 500 && message != null ? message : "the request could not be answered";
    String name = code < 500 ? "bad_request" : "internal_error";
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.setStatus(code == 0 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : code);
    response.write(
        true, ByteBuffer.wrap(Problem.of(code, name, detail).asAnswer().body()), callback);
  }
}
