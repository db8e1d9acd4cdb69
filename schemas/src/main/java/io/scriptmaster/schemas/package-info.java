/**
 * What crosses the wire: identifiers, the topics catalogue, and serdes on the genuine schema
 * registry client.
 *
 * <p>Start at {@link io.scriptmaster.schemas.TopicCatalogue}. The Avro files in {@code
 * src/main/avro} generate the records of {@code io.scriptmaster.event}, {@code .entity}, {@code
 * .execution}, {@code .command} and {@code .deadletter}.
 */
package io.scriptmaster.schemas;
