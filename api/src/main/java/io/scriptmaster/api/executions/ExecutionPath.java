package io.scriptmaster.api.executions;

import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TenantId;
import java.util.regex.Pattern;

/** The execution that a path names as {@code {id}}. */
public final class ExecutionPath {

  /** Whatever looks different is no id, and no part of a key. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private ExecutionPath() {}

  /**
   * @throws io.scriptmaster.api.http.ProblemException 404 where there is none
   */
  public static Execution find(ExecutionReads reads, TenantId tenant, Call call) {
    String id = call.path("id");
    if (!ID.matcher(id).matches()) {
      throw Problem.NOT_FOUND.asException();
    }
    return reads.execution(tenant, id).orElseThrow(Problem.NOT_FOUND::asException);
  }
}
