package io.scriptmaster.processors.executions.values;

/** The partition was taken from this instance while an execution ran; another runs it again. */
public final class ValuesMovedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ValuesMovedException() {
    super("the values are at another instance now");
  }
}
