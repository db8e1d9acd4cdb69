package io.scriptmaster.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
    name = "scriptmaster",
    description = "Runs tenants' JavaScript on Kafka.",
    footer = {
      "",
      "The checkout's ./scriptmaster also has: build, format [check], docs, benchmark NAME."
    },
    subcommands = {DevCommand.class, ServeCommand.class, HelpCommand.class})
public final class Main {

  private Main() {}

  /** Exit codes: 0 stopped as asked, 1 could not start or failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    Logs.takeUncaughtFailures();
    int code =
        new CommandLine(new Main())
            .setExecutionExceptionHandler(new OneSentence())
            .setParameterExceptionHandler(new OneSentence.OfUsage())
            .execute(arguments);
    System.exit(code);
  }
}
