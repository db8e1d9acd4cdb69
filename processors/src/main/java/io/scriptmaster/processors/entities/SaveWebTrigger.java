package io.scriptmaster.processors.entities;

import java.util.List;
import java.util.Set;

/**
 * The body of the command that saves a web trigger.
 *
 * @param script the id of a script of the same tenant
 * @param methods of GET, POST, PUT, PATCH and DELETE; POST unless given
 * @param auth token (unless given): a token of the tenant is needed; none: anybody may call
 * @param mode sync (unless given): the caller gets the result; async: an execution id at once
 */
public record SaveWebTrigger(String script, List<String> methods, String auth, String mode)
    implements CommandBody {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  public SaveWebTrigger {
    Fields.requireScript(script);
    methods = methods == null ? List.of("POST") : methods;
    Fields.require(
        !methods.isEmpty()
            && methods.stream().distinct().count() == methods.size()
            && methods.stream().allMatch(method -> method != null && METHODS.contains(method)),
        "methods",
        "methods is a list of GET, POST, PUT, PATCH and DELETE, each at most once");
    auth = Fields.oneOf("auth", auth, "token", "none");
    mode = Fields.oneOf("mode", mode, "sync", "async");
    methods = List.copyOf(methods);
  }
}
