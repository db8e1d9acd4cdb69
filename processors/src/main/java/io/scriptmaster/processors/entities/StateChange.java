package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;

/** The new state of an entity under its key; null where it is deleted (a tombstone). */
sealed interface StateChange {

  record OfTenant(String key, Tenant state) implements StateChange {}

  record OfScript(String key, Script state) implements StateChange {}

  record OfListener(String key, Listener state) implements StateChange {}
}
