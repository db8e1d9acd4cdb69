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
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It was only asked for help.",
      "1:It could not start, or failed.",
      "2:The command line can not be read.",
      "3:The JVM ran out of memory; start it again.",
      Exhaustion.EXIT_CODE + ":Scripts that nothing ends hold too many threads; start it again.",
      "130:Ctrl-C (SIGINT) stopped it, in order.",
      "143:SIGTERM stopped it, in order."
    },
    subcommands = {DevCommand.class, ServeCommand.class, HelpCommand.class})
public final class Main {

  private Main() {}

  /** Ends the process with one of the exit codes above. */
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
