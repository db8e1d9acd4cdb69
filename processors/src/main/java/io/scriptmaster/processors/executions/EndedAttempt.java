package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.values.ValueReader;
import java.util.Optional;

/** What a worker hands back to the stream thread. */
record EndedAttempt(
    AdmittedExecution execution, Optional<ValueReader> reads, AttemptOutcome outcome) {}
