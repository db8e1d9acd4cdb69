package io.scriptmaster.testkit.guarantees;

import java.util.List;

/** A promise of the platform that can be held against what it made of a workload. */
public interface Guarantee {

  /** All of them. */
  List<Guarantee> ALL =
      List.of(
          new NothingLost(),
          new NothingDoubled(),
          new OrderPerKey(),
          new NoTenantSeesAnother(),
          new ValuesAddUp(),
          new EffectsExactly());

  /** Each way in which the promise is broken, in a sentence; empty where it holds. */
  List<String> breaches(Workload workload, Written written);

  /**
   * Holds all guarantees.
   *
   * @throws AssertionError that names each broken one with its number of breaches and the first of
   *     them
   */
  static void holdAll(Workload workload, Written written) {
    new GuaranteeReport(workload, written).requireUnbroken();
  }
}
