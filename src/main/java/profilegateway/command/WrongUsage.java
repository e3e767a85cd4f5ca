package profilegateway.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import profilegateway.config.reading.Nearest;

/**
 * Says what is wrong with a command line. What follows an unknown flag is not repeated: it may be a secret whose flag
 * was mistyped.
 */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(sentence(failure, command, arguments));
    command
        .getErr()
        .println("Usage: " + command.getCommandSpec().qualifiedName() + " --help lists the flags");
    return ExitCode.USAGE;
  }

  private static String sentence(
      ParameterException failure, CommandLine command, String[] arguments) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(failure.getMessage());
    }
    String first = unmatched.getUnmatched().get(0);
    if (first.startsWith("-")) {
      String flag = first.replaceFirst("=.*", "");
      return "unknown flag " + flag + hint(Nearest.of(flag, flags(command)));
    }
    if (first.equals(arguments[0])) {
      return "unknown command " + first
          + hint(Nearest.of(first, command.getSubcommands().keySet()));
    }
    return "an argument is left over that belongs to no flag";
  }

  private static String hint(@Nullable String nearest) {
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  private static List<String> flags(CommandLine command) {
    List<String> flags = new ArrayList<>();
    command.getCommandSpec().options().forEach(option -> flags.addAll(List.of(option.names())));
    return flags;
  }
}
