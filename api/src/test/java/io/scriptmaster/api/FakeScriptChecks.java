package io.scriptmaster.api;

import io.scriptmaster.api.entities.ScriptChecks;
import io.scriptmaster.engine.EngineBusyException;
import io.scriptmaster.engine.SourceCheck;
import io.scriptmaster.engine.SyntaxError;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What holds "broken" has a syntax error; what holds {@code 'lib/points'} imports it; for what
 * holds "later" there is no room.
 */
final class FakeScriptChecks implements ScriptChecks {

  private static final Pattern IMPORT = Pattern.compile("'(lib/[^']*)'");

  @Override
  public SourceCheck source(String source) {
    return check(source, IMPORT.matcher(source).results().map(match -> match.group(1)).toList());
  }

  @Override
  public SourceCheck filter(String expression) {
    return check(expression, List.of());
  }

  private static SourceCheck check(String text, List<String> imports) {
    if (text.contains("later")) {
      throw new EngineBusyException();
    }
    return text.contains("broken")
        ? new SourceCheck.Invalid(new SyntaxError("Expected ; but found }", 3, 7))
        : new SourceCheck.Valid(imports);
  }
}
