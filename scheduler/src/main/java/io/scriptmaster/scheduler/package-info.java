/**
 * Fires schedules: every due moment gets exactly one entry in the ledger.
 *
 * <p>Offers {@link io.scriptmaster.scheduler.SchedulesTopology} to run and {@link
 * io.scriptmaster.scheduler.SlotLedger} to read. {@link io.scriptmaster.scheduler.DecideSlots}
 * holds the rules and knows no Kafka; {@link io.scriptmaster.scheduler.DecideSlotsProcessor} loads,
 * asks it, and saves.
 */
package io.scriptmaster.scheduler;
