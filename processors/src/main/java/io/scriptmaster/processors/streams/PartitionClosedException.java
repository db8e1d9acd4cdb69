package io.scriptmaster.processors.streams;

/** The partition goes elsewhere, and with it its stores: what needs them is done there. */
public final class PartitionClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PartitionClosedException() {
    super("the partition was closed", null, false, false);
  }
}
