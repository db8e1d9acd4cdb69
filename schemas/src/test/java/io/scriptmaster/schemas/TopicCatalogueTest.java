package io.scriptmaster.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

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

  @Test
  void shouldRefuseAPrefixThatKafkaWouldRefuse() {
    assertThatThrownBy(() -> new TopicCatalogue("my topics/")).hasMessageContaining("my topics/");
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
