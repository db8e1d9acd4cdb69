/**
 * When the slots of a schedule are: cron expressions, intervals and single moments, in a time zone.
 *
 * <p>Offers {@link io.scriptmaster.timings.Timetable} and {@link
 * io.scriptmaster.timings.TimingText}; hides how cron fields are read. A plain library: no Kafka,
 * no clock.
 */
package io.scriptmaster.timings;
