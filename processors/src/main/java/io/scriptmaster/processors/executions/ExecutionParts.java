package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.processors.executions.work.Workers;
import io.scriptmaster.processors.streams.StreamConsumers;
import java.time.InstantSource;

/** What all partitions of a process share to run executions. */
record ExecutionParts(
    ScriptEngine engine,
    Workers workers,
    MemoryShare memory,
    KeptScripts scripts,
    ExecutionRecords records,
    StreamConsumers consumers,
    InstantSource clock) {}
