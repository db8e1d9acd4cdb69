package io.scriptmaster.api.http;

import static io.scriptmaster.api.http.Role.ADMIN;
import static io.scriptmaster.api.http.Role.EDITOR;
import static io.scriptmaster.api.http.Role.INGEST;
import static io.scriptmaster.api.http.Role.VIEWER;

import io.scriptmaster.schemas.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a caller needs for one method of one path, declared with the route. The operator may do
 * everything.
 */
public enum Permission {
  /** For the operator alone: it concerns more than one tenant. */
  OPERATE(),
  /** Decides who may do what in a tenant, or shows who did what. */
  ADMINISTER(ADMIN),
  /** Changes what runs, or shows what only who changes it needs. */
  EDIT(ADMIN, EDITOR),
  /** Shows what runs and what ran. */
  VIEW(ADMIN, EDITOR, VIEWER),
  /** Sends trigger events. */
  SEND_EVENTS(ADMIN, EDITOR, INGEST),
  /** For every holder of a token: the answer tells nothing about any tenant. */
  ANY(Role.values());

  /** The parameter of a path that names a tenant. */
  static final String TENANT = "{tenant}";

  private final List<Role> roles;

  Permission(Role... roles) {
    this.roles = List.of(roles);
  }

  /**
   * What a route needs that declares nothing. Whatever is not below a tenant, and every change of a
   * tenant itself, is the operator's.
   *
   * @param reads whether the method only reads
   */
  static Permission unlessDeclared(String path, boolean reads) {
    if (!path.contains(TENANT) || (!reads && path.endsWith(TENANT))) {
      return OPERATE;
    }
    return reads ? VIEW : EDIT;
  }

  /**
   * Lets the caller pass, or ends the call.
   *
   * @param tenant the tenant in the path, as the client wrote it; empty where the path has none
   * @throws ProblemException 404 where the caller may not know whether there is anything at all;
   *     403 where it is the caller's tenant and not the caller's role
   */
  void require(Caller caller, Optional<String> tenant) {
    switch (caller) {
      case Caller.Operator() -> {}
      // Whoever shows no token comes only as far as no token is needed.
      case Caller.Anonymous() -> {}
      case Caller.TokenHolder holder when this != ANY && isForeign(holder, tenant) ->
          throw Problem.NOT_FOUND.asException();
      case Caller.TokenHolder holder -> require(holder.role());
    }
  }

  private static boolean isForeign(Caller holder, Optional<String> tenant) {
    return tenant.isPresent() && TenantId.parse(tenant.get()).filter(holder::maySee).isEmpty();
  }

  private void require(Role role) {
    if (!roles.contains(role)) {
      // RFC 6750, 3.1: valid, but not enough.
      throw Problem.of(403, "forbidden", need() + "; this one has the role " + role.word())
          .asException()
          .with("WWW-Authenticate", "Bearer realm=\"scriptmaster\", error=\"insufficient_scope\"");
    }
  }

  private String need() {
    return roles.isEmpty()
        ? "this needs the operator's token"
        : "this needs a token with the role "
            + roles.stream().map(Role::word).collect(Collectors.joining(" or "));
  }
}
