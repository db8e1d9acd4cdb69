package io.scriptmaster.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCatalogueTest {

  @Test
  void shouldPrintTheCommittedPage() {
    assertThat(Path.of("../docs/topics.md"))
        .as("./scriptmaster docs writes this page")
        .hasContent(TopicsPage.text());
  }

  @Test
  void shouldNameEachTopicOnceAndUnderItsPrefix() {
    assertThat(new TopicCatalogue("mine.").all())
        .extracting(Topic::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).startsWith("mine."))
        .contains("mine.trigger-events", "mine.scripts", "mine.executions", "mine.dead-letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my topics/", "", "ä."})
  void shouldRefuseAPrefixThatKafkaWouldRefuse(String prefix) {
    assertThatThrownBy(() -> new TopicCatalogue(prefix))
        .hasMessageContaining("'%s'", prefix)
        .hasMessageContaining("1 to 60 of a-z");
  }

  @Test
  void shouldRefuseAPrefixThatLeavesInternalTopicsNoRoom() {
    assertThat(new TopicCatalogue("a".repeat(60)).all()).isNotEmpty();
    assertThatThrownBy(() -> new TopicCatalogue("a".repeat(61))).hasMessageContaining("1 to 60");
  }

  @Test
  void shouldGiveTheApplicationsOfEachPrefixIdsOfTheirOwn() {
    assertThat(TopicCatalogue.withDefaultPrefix().applicationPrefix()).isEqualTo("scriptmaster-");
    assertThat(Stream.of("a.b.", "a-b.", "a-b-", "a-b", "a.b-", "a-b_", "a-b-."))
        .extracting(prefix -> new TopicCatalogue(prefix).applicationPrefix())
        .doesNotHaveDuplicates();
  }

  /** Enums and wide unions can not grow under FULL_TRANSITIVE: strings can. */
  @Test
  void shouldUseNoTypeThatCanNotEvolve() {
    TopicCatalogue.withDefaultPrefix()
        .all()
        .forEach(topic -> topic.schema().getFields().forEach(TopicCatalogueTest::assertCanEvolve));
  }

  private static void assertCanEvolve(Field field) {
    assertThat(field.schema().getType()).as(field.name()).isNotEqualTo(Schema.Type.ENUM);
    if (field.schema().isUnion()) {
      assertThat(field.schema().getTypes()).as(field.name()).hasSize(2);
      assertThat(field.schema().isNullable()).as(field.name()).isTrue();
    }
  }
}
