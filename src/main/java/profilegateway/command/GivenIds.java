package profilegateway.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/** Whose copies are meant, as a person gave it. What is wrong is told by its place: the text is somebody's. */
final class GivenIds {
  private static final String IDENTITY = "--identity";

  /**
   * One of them.
   *
   * @param place where it was written: "argument 1"
   */
  record Given(String place, ProfileReference reference) {}

  private GivenIds() {}

  /** Lets a command take ids. */
  static CommandSpec addTo(CommandSpec command) {
    // Half of all mpids start with a minus sign.
    command.parser().unmatchedOptionsArePositionalParams(true);
    return command
        .addPositional(PositionalParamSpec.builder()
            .paramLabel("ID")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("an mpid, or an identity as type:value (customer_id:anna);"
                + " without any they are read from standard input, one a line")
            .build())
        .addOption(OptionSpec.builder(IDENTITY)
            .paramLabel("TYPE=VALUE")
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("an identity; may be repeated. Arguments show in the list of processes")
            .build());
  }

  /**
   * Those of the command line, or of {@code in} where it has none.
   *
   * @throws ParameterException when one is neither an mpid nor an identity, or there are none
   */
  static List<Given> read(ParseResult parsed, BufferedReader in) throws IOException {
    List<Given> given = new ArrayList<>();
    List<String> arguments = parsed.matchedPositionalValue(0, List.of());
    for (String argument : arguments) {
      if (argument.startsWith("--")) {
        throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), List.of(argument));
      }
      given.add(one(parsed, "argument " + (given.size() + 1), argument, ":"));
    }
    List<String> identities = parsed.matchedOptionValue(IDENTITY, List.of());
    for (int index = 0; index < identities.size(); index++) {
      given.add(identity(parsed, IDENTITY + " " + (index + 1), identities.get(index), "="));
    }
    if (given.isEmpty()) {
      readLines(parsed, in, given);
    }
    if (given.isEmpty()) {
      throw wrong(parsed, "no ids: give them as arguments, or one a line on standard input");
    }
    return given;
  }

  private static void readLines(ParseResult parsed, BufferedReader in, List<Given> given)
      throws IOException {
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        given.add(one(parsed, "line " + number, line.strip(), ":"));
      }
    }
  }

  private static Given one(ParseResult parsed, String place, String text, String separator) {
    Optional<Mpid> mpid = Mpid.parse(text);
    return mpid.isPresent()
        ? new Given(place, mpid.get())
        : identity(parsed, place, text, separator);
  }

  private static Given identity(ParseResult parsed, String place, String text, String separator) {
    int end = text.indexOf(separator);
    if (end < 1 || end == text.length() - 1) {
      String form = "type" + separator + "value";
      throw wrong(
          parsed,
          place + " is no identity"
              + (separator.equals(":") ? " (" + form + ") and no mpid" : ": " + form));
    }
    return new Given(place, new Identity(text.substring(0, end), text.substring(end + 1)));
  }

  private static ParameterException wrong(ParseResult parsed, String sentence) {
    return new ParameterException(parsed.commandSpec().commandLine(), sentence);
  }
}
