package io.scriptmaster.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a registry that knows one schema, and counts. */
class KnownSchemasTest {

  private static final Schema KNOWN = Schema.create(Schema.Type.STRING);
  private static final int ID = 7;

  private final List<String> asked = new ArrayList<>();
  private HttpServer registry;
  private SchemaRegistryClient client;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          asked.add(request);
          boolean known = !request.endsWith("/8");
          String body =
              !known
                  ? "{\"error_code\":40403,\"message\":\"no such schema\"}"
                  : request.startsWith("POST")
                      ? "{\"subject\":\"s\",\"version\":1,\"id\":7,\"schema\":\"\\\"string\\\"\"}"
                      : "{\"schema\":\"\\\"string\\\"\"}";
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(known ? 200 : 404, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
    registry.start();
    client =
        RegistryConnection.open(URI.create("http://127.0.0.1:" + registry.getAddress().getPort()));
  }

  @AfterEach
  void stopRegistry() {
    registry.stop(0);
  }

  @Test
  void shouldAskOnceForTheIdOfASchema() throws Exception {
    assertThat(client.getId("s", new AvroSchema(KNOWN))).isEqualTo(ID);
    assertThat(client.getId("s", new AvroSchema(KNOWN))).isEqualTo(ID);

    assertThat(asked).hasSize(1);
  }

  @Test
  void shouldAskAgainForAnotherSchemaOfTheSubject() throws Exception {
    client.getId("s", new AvroSchema(KNOWN));
    client.getId("s", new AvroSchema(Schema.create(Schema.Type.BYTES)));

    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldAskOnceForTheSchemaOfAnId() throws Exception {
    assertThat(client.getSchemaById(ID)).isEqualTo(client.getSchemaById(ID));
    assertThat(client.getSchemaBySubjectAndId("s", ID))
        .isEqualTo(client.getSchemaBySubjectAndId("s", ID));

    assertThat(asked.stream().filter(request -> request.equals("GET /schemas/ids/7")).count())
        .isBetween(1L, 2L);
  }

  @Test
  void shouldGoOnWithWhatItKnowsWhileTheRegistryIsAway() throws Exception {
    client.getId("s", new AvroSchema(KNOWN));
    client.getSchemaById(ID);
    registry.stop(0);

    assertThat(client.getId("s", new AvroSchema(KNOWN))).isEqualTo(ID);
    assertThat(client.getSchemaById(ID).rawSchema()).isEqualTo(KNOWN);
  }

  @Test
  void shouldSayEachTimeThatASchemaIsUnknown() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> client.getSchemaById(8))
          .isInstanceOf(RestClientException.class)
          .extracting(e -> ((RestClientException) e).getStatus())
          .isEqualTo(404);
    }
  }
}
