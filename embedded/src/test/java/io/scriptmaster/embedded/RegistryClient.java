package io.scriptmaster.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The few requests of Confluent's API that these tests make. */
record RegistryClient(URI url) {

  static final String NAME_ONLY =
      person("{\"name\":\"name\",\"type\":\"string\",\"default\":\"\"}");
  static final String AGE_REQUIRED = person("{\"name\":\"age\",\"type\":\"int\"}");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> require(String compatibility, String path)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .PUT(BodyPublishers.ofString("{\"compatibility\":\"%s\"}".formatted(compatibility))));
  }

  HttpResponse<String> register(String subject, String schema)
      throws IOException, InterruptedException {
    String body = "{\"schema\":\"%s\"}".formatted(schema.replace("\"", "\\\""));
    return send(request("/subjects/" + subject + "/versions").POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Content-Type", "application/vnd.schemaregistry.v1+json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String person(String field) {
    return "{\"type\":\"record\",\"name\":\"Person\",\"fields\":[%s]}".formatted(field);
  }
}
