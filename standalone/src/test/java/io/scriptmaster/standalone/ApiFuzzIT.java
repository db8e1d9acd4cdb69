package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.testkit.OpenApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 5,000 requests made of the OpenAPI file: no 5xx that lasts, and no answer that the file does not
 * describe.
 */
class ApiFuzzIT {

  private static final int REQUESTS = 5_000;
  private static final long SEED = 20261124;

  @TempDir private Path data;

  @Test
  void shouldAnswerEverythingAsDescribed() throws Exception {
    OpenApiContract contract = OpenApiContract.read("/io/scriptmaster/api/openapi.json");
    List<String> faults = new ArrayList<>();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (RunningDev dev = RunningDev.start(data);
        HttpClient http = HttpClient.newHttpClient()) {
      List<String> tenants = List.of("acme", "globex", "nobody");
      for (String tenant : tenants.subList(0, 2)) {
        dev.send(
            "POST", "/v1/tenants", "{\"id\": \"%s\", \"displayName\": \"X\"}".formatted(tenant));
        dev.send("PUT", "/v1/tenants/" + tenant + "/scripts/score", "{\"source\": \"return 1\"}");
      }
      RandomRequests requests = new RandomRequests(contract, SEED, tenants);

      for (int n = 0; n < REQUESTS; n++) {
        RandomRequests.Request request = requests.next();
        HttpResponse<String> response = send(http, dev, request);
        // Where the broker stood still for seconds; that has to be over in a moment.
        for (int again = 0; again < 60 && response.statusCode() == 503; again++) {
          addFault(contract, request, response, faults);
          Thread.sleep(1_000);
          response = send(http, dev, request);
        }
        statuses.merge(response.statusCode(), 1, Integer::sum);
        if (response.statusCode() >= 500) {
          faults.add("%s answers %d %s".formatted(request, response.statusCode(), response.body()));
        }
        addFault(contract, request, response, faults);
      }
    }

    assertThat(faults.stream().map(it -> it.substring(0, Math.min(500, it.length()))).limit(20))
        .as("of %d requests, answers by status: %s", REQUESTS, statuses)
        .isEmpty();
    assertThat(statuses.keySet()).contains(200, 201, 202, 204, 400, 404, 412, 422);
  }

  /** What the answer has that the file does not describe. */
  private static void addFault(
      OpenApiContract contract,
      RandomRequests.Request request,
      HttpResponse<String> response,
      List<String> faults) {
    contract
        .fault(
            request.method(),
            request.path(),
            response.statusCode(),
            response.headers().firstValue("Content-Type").orElse(null),
            response.body())
        .ifPresent(fault -> faults.add("%s: %s".formatted(request, fault)));
  }

  private static HttpResponse<String> send(
      HttpClient http, RunningDev dev, RandomRequests.Request request)
      throws IOException, InterruptedException {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s%s".formatted(dev.port(), request.path(), query)))
            .header("Authorization", "Bearer " + RunningDev.TOKEN)
            .method(
                request.method(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body()));
    if (request.body() != null) {
      builder.header("Content-Type", "application/json");
    }
    request.headers().forEach(builder::header);
    try {
      return http.send(builder.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      // After a refused body the server may close a connection that is being used again.
      return http.send(builder.build(), BodyHandlers.ofString());
    }
  }
}
