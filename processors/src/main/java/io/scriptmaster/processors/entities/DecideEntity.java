package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.entities.Decision.Accepted;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.processors.entities.EntityRules.Beside;
import io.scriptmaster.schemas.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/** The rules that all kinds of entities share: versions, quotas, references, deletion. */
final class DecideEntity<B extends CommandBody, E extends SpecificRecord> {

  private final EntityRules<B, E> rules;

  DecideEntity(EntityRules<B, E> rules) {
    this.rules = rules;
  }

  Decision save(B body, Request request, TenantState state) {
    Optional<E> current = state.find(rules, request.entity());
    Optional<Rejected> refused =
        conflict(request.expectedVersion(), current)
            .or(() -> rules.refusal(body, request, state))
            .or(() -> current.isEmpty() ? quotaSpent(state) : Optional.empty());
    if (refused.isPresent()) {
      return refused.get();
    }
    E content = rules.content(body, current, request, state);
    if (current.isPresent() && Stamps.sameContent(content, current.get())) {
      return new Accepted(List.of(), OptionalLong.of(Stamps.version(current.get())), false);
    }
    E next = Stamps.next(content, current, request);
    return switch (rules.beside(body, current, next, request, state)) {
      case Beside.Refused(var rejected) -> rejected;
      case Beside.Written(var beside) -> {
        List<StateChange> changes = new ArrayList<>();
        changes.add(change(request, current, Optional.of(next)));
        changes.addAll(beside);
        yield new Accepted(changes, OptionalLong.of(Stamps.version(next)), current.isEmpty());
      }
    };
  }

  /**
   * @param all the rules of all kinds, to find who uses the entity
   */
  Decision delete(Request request, TenantState state, List<EntityRules<?, ?>> all) {
    Optional<E> current = state.find(rules, request.entity());
    if (current.isEmpty()) {
      return new Rejected(
          "not_found", "there is no %s %s".formatted(rules.kind().word(), request.entity()));
    }
    Optional<Rejected> refused =
        conflict(request.expectedVersion(), current)
            .or(() -> rules.deletionRefusal(request.entity(), state));
    if (refused.isPresent()) {
      return refused.get();
    }
    List<User> users = rules.kind() == EntityKind.SCRIPT ? users(request, state, all) : List.of();
    if (!users.isEmpty() && !request.cascade()) {
      return inUse(users.getFirst(), users.size());
    }
    List<StateChange> changes = new ArrayList<>();
    users.forEach(user -> changes.add(user.deletion(request, state)));
    changes.add(change(request, current, Optional.empty()));
    return new Accepted(changes, OptionalLong.empty(), false);
  }

  /** An entity that uses the script. */
  private record User(EntityRules<?, ?> rules, EntityId id) {

    StateChange deletion(Request request, TenantState state) {
      return new StateChange.OfEntity(
          rules.kind(), request.tenant(), id, state.find(rules, id), Optional.empty(), true);
    }
  }

  private static List<User> users(Request request, TenantState state, List<EntityRules<?, ?>> all) {
    return all.stream()
        // Scripts that import it have refused its deletion before.
        .filter(kind -> kind.kind() != EntityKind.SCRIPT)
        .flatMap(
            kind ->
                state.users(request.entity(), kind.kind()).stream().map(id -> new User(kind, id)))
        .toList();
  }

  private static Rejected inUse(User user, int users) {
    String others = users == 1 ? "" : " and %d more".formatted(users - 1);
    return new Rejected(
        "script_in_use",
        "%s %s%s uses this script; change or delete it first, or delete with cascade=true"
            .formatted(user.rules().kind().word(), user.id(), others));
  }

  private StateChange change(Request request, Optional<E> before, Optional<E> after) {
    return new StateChange.OfEntity(
        rules.kind(), request.tenant(), request.entity(), before, after, true);
  }

  private Optional<Rejected> conflict(OptionalLong expected, Optional<E> current) {
    long version = current.map(Stamps::version).orElse(0L);
    if (expected.isEmpty() || expected.getAsLong() == version) {
      return Optional.empty();
    }
    String found = version == 0 ? "it does not exist" : "its version is " + version;
    String wanted =
        expected.getAsLong() == 0 ? "that it does not exist" : "version " + expected.getAsLong();
    String remedy =
        version == 0
            ? "repeat the change without its ETag"
            : "read it again and repeat the change with its ETag";
    return Optional.of(
        new Rejected(
            "version_conflict", "expected was %s, but %s; %s".formatted(wanted, found, remedy)));
  }

  private Optional<Rejected> quotaSpent(TenantState state) {
    int quota =
        state
            .tenant()
            .map(tenant -> tenant.getQuotas().get(rules.kind().word()))
            .orElse(rules.kind().quota());
    return state.count(rules) < quota
        ? Optional.empty()
        : Optional.of(
            new Rejected(
                "quota_exceeded",
                "a tenant may have %d of kind %s; delete one, or ask the operator for a larger quota"
                    .formatted(quota, rules.kind().word())));
  }

  /** The refusal of a body that names a script which is not there. */
  static Optional<Rejected> requireScript(String script, TenantState state) {
    return state.has(EntityCatalogue.SCRIPTS, new EntityId(script))
        ? Optional.empty()
        : Optional.of(
            new Rejected(
                "script_not_found",
                "there is no script %s; save the script first".formatted(script),
                "script"));
  }
}
