package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all kinds of entity that are saved as they are sent have in common. */
class EntityKindsTest extends ApiCase {

  private static final String SCHEDULE =
      "{\"cron\":\"0 9 * * MON-FRI\",\"timeZone\":\"Europe/Vienna\",\"script\":\"score\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scripts       | {'source':'a'} | {'source':'b'} | {'revision':1,'enabled':true,'description':null}",
        "listeners     | {'script':'s','eventTypes':['a']} | {'script':'t','eventTypes':['a']} | {'enabled':true}",
        "app-configs   | {} | {'variables':{'A':'1'}} "
            + "| {'variables':{},'outboundHosts':[],'logLevel':'info','logRetentionDays':null,'analyticsOptOut':false}",
        "app-configs   | {'variables':{'A':'1'},'outboundHosts':['*.example.com'],'logLevel':'warn'} | {} "
            + "| {'variables':{'A':'1'},'outboundHosts':['*.example.com'],'logLevel':'warn'}",
        "schedules     | {'cron':'0 9 * * *','timeZone':'UTC','script':'s'} "
            + "| {'cron':'0 9 * * *','timeZone':'UTC','script':'s','enabled':false} "
            + "| {'payload':null,'overlap':'skip','catchUp':{'policy':'none','window':'PT1M'},'enabled':true,'paused':false,"
            + "'startAt':null,'endAt':null,'jitter':'PT0S','buffer':100}",
        "schedules     | {'cron':'0 9 * * *','timeZone':'UTC','script':'s','payload':{'n':[1.50]},"
            + "'catchUp':{'policy':'last','window':'PT10M'},'overlap':'allow'} "
            + "| {'cron':'5 9 * * *','timeZone':'UTC','script':'s'} "
            + "| {'payload':{'n':[1.50]},'overlap':'allow','catchUp':{'policy':'last','window':'PT10M'}}",
        "schedules     | {'cron':'every 90s','timeZone':'UTC','script':'s','startAt':'2026-12-01T00:00:00Z','paused':true} "
            + "| {'cron':'@hourly','timeZone':'UTC','script':'s'} "
            + "| {'cron':'every 90s','paused':true,'startAt':'2026-12-01T00:00:00.000Z'}",
        "custom-fields | {'type':'number','script':'s','eventTypes':['a'],'rendering':{'unit':'h'}} "
            + "| {'type':'text','script':'s','eventTypes':['a']} | {'type':'number','rendering':{'unit':'h'}}",
        "web-triggers  | {'script':'s'} | {'script':'s','mode':'async'} "
            + "| {'methods':['POST'],'auth':'token','mode':'sync'}"
      })
  void shouldCreateReplaceListAndDelete(String path, String body, String other, String shown) {
    // Given
    String list = ACME + "/" + path;
    String one = list + "/one";

    // When
    Reply created = api.put(one, json(body));
    Reply listed = api.get(list);
    Reply replaced = api.put(one, json(other), "If-Match", "\"1\"");
    Reply stale = api.put(one, json(other), "If-Match", "\"1\"");
    Reply deleted = api.delete(one, "If-Match", "\"2\"");

    // Then
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    assertThat(created.json().path("tenant").asText()).isEqualTo("acme");
    assertThat(created.json().path("id").asText()).isEqualTo("one");
    assertThat(created.json().path("createdBy").asText()).isEqualTo("operator");
    tree(shown)
        .properties()
        .forEach(
            field ->
                assertThat(created.json().path(field.getKey()))
                    .as(field.getKey())
                    .isEqualTo(field.getValue()));
    assertThat(listed.json().path("items")).containsExactly(created.json());
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    stale.isProblem(412, "version_conflict");
    assertThat(deleted.status()).isEqualTo(204);
    api.get(one).isProblem(404, "not_found");
    api.delete(one).isProblem(404, "not_found");
    assertThat(api.get(list).json().path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "app-configs   | {'variables':{'1a':'x'}}                | variables",
        "app-configs   | {'variables':{'A':5}}                   | variables",
        "app-configs   | {'outboundHosts':['http://a.example']}  | outboundHosts",
        "app-configs   | {'logLevel':'loud'}                     | logLevel",
        "app-configs   | {'logRetentionDays':0}                  | logRetentionDays",
        "app-configs   | {'analyticsOptOut':'x'}                 | analyticsOptOut",
        "app-configs   | {'colour':1}                            | colour",
        "schedules     | {'timeZone':'UTC','script':'s'}         | cron",
        "schedules     | {'cron':'0 0 31 2','timeZone':'UTC','script':'s'}               | cron",
        "schedules     | {'cron':'61 9 * * *','timeZone':'UTC','script':'s'}             | cron",
        "schedules     | {'cron':'0 9 * * *','script':'s'}                               | timeZone",
        "schedules     | {'cron':'0 9 * * *','timeZone':'Vienna','script':'s'}           | timeZone",
        "schedules     | {'cron':'0 9 * * *','timeZone':'UTC'}                           | script",
        "schedules     | {'cron':'0 9 * * *','timeZone':'UTC','script':'s','overlap':'x'} | overlap",
        "schedules     | {'cron':'0 9 * * *','timeZone':'UTC','script':'s','catchUp':{'window':'1m'}} | catchUp.window",
        "schedules     | {'cron':'0 9 * * *','timeZone':'UTC','script':'s','catchUp':5}  | catchUp",
        "schedules     | {'cron':'every 1ms','timeZone':'UTC','script':'s'}              | cron",
        "schedules     | {'cron':'@hourly','timeZone':'UTC','script':'s','jitter':'P2D'} | jitter",
        "schedules     | {'cron':'@hourly','timeZone':'UTC','script':'s','buffer':0}     | buffer",
        "schedules     | {'cron':'@hourly','timeZone':'UTC','script':'s','startAt':'+99999-01-01T00:00:00Z'} | startAt",
        "schedules     | {'cron':'@hourly','timeZone':'UTC','script':'s','startAt':'2026-12-02T00:00:00Z','endAt':'2026-12-01T00:00:00Z'} | endAt",
        "custom-fields | {'type':'colour','script':'s','eventTypes':['a']}               | type",
        "custom-fields | {'script':'s'}                                                  | eventTypes",
        "custom-fields | {'script':'s','eventTypes':['a'],'rendering':[1]}               | rendering",
        "web-triggers  | {}                                                              | script",
        "web-triggers  | {'script':'s','methods':['GET','GET']}                          | methods",
        "web-triggers  | {'script':'s','methods':['TRACE']}                              | methods",
        "web-triggers  | {'script':'s','auth':'basic'}                                   | auth",
        "web-triggers  | {'script':'s','mode':'later'}                                   | mode"
      })
  void shouldNameTheFieldThatIsWrong(String path, String body, String field) {
    // When
    Reply reply = api.put(ACME + "/" + path + "/one", json(body));

    // Then
    reply.isProblem(422, "invalid_field").onField(field);
    assertThat(api.entities.commands).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quota_exceeded   | 409 | quota_exceeded",
        "version_conflict | 412 | version_conflict",
        "script_not_found | 422 | script_not_found",
        "script_in_use    | 409 | script_in_use",
        "not_found        | 404 | not_found",
        "tenant_not_found | 404 | not_found",
        "invalid_command  | 422 | invalid_field",
        "whatever_is_next | 409 | whatever_is_next"
      })
  void shouldTellWhyAChangeIsRefused(String refusal, int status, String code) {
    // Given
    api.entities.verdict = command -> FakeEntities.refused(refusal, "because", null);

    // When
    Reply saved = api.put(ACME + "/schedules/one", SCHEDULE);
    Reply deleted = api.delete(ACME + "/schedules/one");

    // Then
    saved.isProblem(status, code);
    deleted.isProblem(status, code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listeners",
        "app-configs",
        "schedules",
        "custom-fields",
        "web-triggers",
        "secrets"
      })
  void shouldCascadeFromScriptsAlone(String path) {
    // When
    Reply reply = api.delete(ACME + "/" + path + "/one?cascade=true");

    // Then
    reply.isProblem(400, "invalid_query").onField("cascade");
    assertThat(api.entities.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/custom-fields/one/values", "/custom-fields/one/values/key", "/export"})
  void shouldFindNothingWhereMoreIsPromised(String path) {
    // When
    Reply reply = api.get(ACME + path);

    // Then
    reply.isProblem(404, "not_found");
  }

  @Test
  void shouldKeepKindsAndTenantsApart() {
    // Given
    api.entities.addTenant("globex");
    api.put("/v1/tenants/globex/schedules/one", SCHEDULE);
    IntStream.range(10, 40).forEach(n -> api.put(ACME + "/schedules/s" + n, SCHEDULE));
    api.put(ACME + "/web-triggers/one", "{\"script\":\"score\"}");

    // When
    Reply first = api.get(ACME + "/schedules?limit=25");
    String cursor = first.json().path("nextCursor").asText();
    Reply second = api.get(ACME + "/schedules?limit=25&cursor=" + cursor);
    Reply elsewhere = api.get(ACME + "/web-triggers?cursor=" + cursor);

    // Then
    assertThat(first.json().path("items")).hasSize(25);
    assertThat(second.json().path("items")).hasSize(5);
    assertThat(second.json().path("nextCursor").isNull()).isTrue();
    elsewhere.isProblem(400, "invalid_query").onField("cursor");
    api.get(ACME + "/schedules/one").isProblem(404, "not_found");
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  private static JsonNode tree(String quoted) {
    return Reply.parse(json(quoted));
  }
}
