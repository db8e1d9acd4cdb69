package io.scriptmaster.standalone;

import io.scriptmaster.embedded.EmbeddedStartException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one sentence; the log has the rest. */
final class OneSentence implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (Logs.areOpen()) {
      LoggerFactory.getLogger(OneSentence.class).error("Scriptmaster ends", failure);
    }
    System.err.println("scriptmaster: " + sentence(failure));
    return 1;
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case StartException told -> told.getMessage();
      case EmbeddedStartException told -> told.getMessage();
      case Exception unforeseen when unforeseen.getMessage() == null -> unforeseen.toString();
      case Exception unforeseen -> unforeseen.getMessage();
    };
  }

  /** The same for a command line that can not be read. */
  static final class OfUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
      System.err.println("scriptmaster: " + failure.getMessage());
      System.err.println("Try: ./scriptmaster help " + failure.getCommandLine().getCommandName());
      return 2;
    }
  }
}
